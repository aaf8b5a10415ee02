namespace LeNetMnist.Tests.Data;

/// <summary>A body whose connection breaks after some bytes.</summary>
internal sealed class BrokenStream(byte[] beginning) : MemoryStream(beginning, writable: false)
{
    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = base.Read(buffer, offset, count);
        return read > 0 ? read : throw new IOException("reset by peer");
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await base.ReadAsync(buffer, cancellationToken);
        return read > 0 ? read : throw new IOException("reset by peer");
    }
}
