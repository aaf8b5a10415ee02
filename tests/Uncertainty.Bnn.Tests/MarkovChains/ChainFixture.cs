namespace Uncertainty.Bnn.Tests.MarkovChains;

/// <summary>Data of a chain, and a file to write to.</summary>
internal abstract class ChainFixture
{
    private protected ChainData Data { get; private set; } = null!;

    private protected string File { get; private set; } = null!;

    [SetUp]
    public void Open()
    {
        Data = new ChainData();
        File = Path.GetTempFileName();
    }

    [TearDown]
    public void Close()
    {
        Data.Dispose();
        System.IO.File.Delete(File);
    }
}
