using System.IO.Compression;
using System.Text;

namespace TorchSharp.Tests.JIT;

/// <summary>An object in a TorchScript file: the name of its class in the code, and its attributes in the class's order.</summary>
internal sealed record ScriptObject(string Class, params (string Name, object? Value)[] Attributes);

/// <summary>A float tensor in a TorchScript file, stored row-major.</summary>
internal sealed record ScriptTensor(float[] Data, long[] Shape, bool RequiresGrad);

/// <summary>
/// Writes TorchScript files: a zip archive, stored uncompressed, with the code of the classes, the objects pickled and the bytes
/// of each tensor.
/// </summary>
internal static class ScriptArchive
{
    private const string Root = "network";

    public static byte[] Write(string code, ScriptObject module)
    {
        ScriptPickle pickle = new();
        pickle.Write(module);
        using MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (int i = 0; i < pickle.Storages.Count; i++)
            {
                Add(zip, $"data/{i}", pickle.Storages[i]);
            }

            Add(zip, "data.pkl", pickle.ToArray());
            Add(zip, "code/__torch__.py", Encoding.UTF8.GetBytes(code.ReplaceLineEndings("\n")));
            Add(zip, "constants.pkl", ScriptPickle.EmptyTuple);
            Add(zip, "version", "3\n"u8.ToArray());
        }

        return stream.ToArray();
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using Stream entry = zip.CreateEntry($"{Root}/{name}", CompressionLevel.NoCompression).Open();
        entry.Write(content);
    }
}
