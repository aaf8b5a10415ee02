using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Benchmarks;
using static TorchSharp.torch;

namespace BatchBaldSpeed;

/// <summary>batchbald_redux, where its folder is given and this machine has what it needs.</summary>
internal sealed class Peer(PeerProcess process) : IDisposable
{
    internal string Version => process.Torch;

    /// <summary>Starts it, or says in <paramref name="absent"/> why it is not there.</summary>
    internal static Peer? TryStart(string? folder, out string absent)
    {
        absent = "The peer is absent: --peer says where it is.";
        if (folder is null)
        {
            return null;
        }

        string script = Path.Combine(Repository.Root, "benchmarks", nameof(BatchBaldSpeed), "peer", "batches.py");
        try
        {
            return new Peer(PeerProcess.Start("Python", PeerProcess.Interpreter, script, Path.GetFullPath(folder)));
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            absent = $"The peer is absent: {error.Message}";
            return null;
        }
    }

    /// <summary>Hands it the draws.</summary>
    internal void Read(Tensor draws)
    {
        string file = Path.GetTempFileName();
        try
        {
            using (FileStream stream = File.Create(file))
            {
                stream.Write(MemoryMarshal.AsBytes<float>(draws.data<float>().ToArray()));
            }

            process.Ask(string.Create(CultureInfo.InvariantCulture, $"read {string.Join(' ', draws.shape)} {file}")).Dispose();
        }
        finally
        {
            File.Delete(file);
        }
    }

    internal Answer Choose(int count, int configurations)
    {
        using JsonDocument answer = process.Ask(string.Create(CultureInfo.InvariantCulture, $"choose {count} {configurations}"));
        JsonElement root = answer.RootElement;
        return new Answer(
            root.GetProperty("seconds").GetDouble(),
            root.GetProperty("mebibytes").GetDouble(),
            [.. root.GetProperty("positions").EnumerateArray().Select(value => value.GetInt32())],
            [.. root.GetProperty("scores").EnumerateArray().Select(value => value.GetDouble())]);
    }

    public void Dispose() => process.Dispose();
}
