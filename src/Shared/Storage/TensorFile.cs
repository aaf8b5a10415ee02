using System.Globalization;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty;

/// <summary>
/// A saved fitted object: named tensors and settings, in the layout of safetensors, so that other programs can open it too. The settings say
/// what kind of object it is, and in which version of that kind's own layout. Read whole or not at all. Owns its tensors.
/// </summary>
/// <remarks>
/// Eight bytes with the length of the header (little-endian), the header in JSON, then the values, row-major and little-endian, without
/// gaps. The header gives each tensor's type, shape and the two ends of its values.
/// </remarks>
internal sealed class TensorFile : IDisposable
{
    private const string FormatKey = "format";
    private const string KindKey = "kind";
    private const string VersionKey = "version";
    private const string Format = "uncertainty";
    private const int PieceLength = 1 << 20;

    private readonly string _path;
    private readonly IReadOnlyDictionary<string, string> _texts;
    private readonly Dictionary<string, Tensor> _tensors = [];

    private TensorFile(string path, IReadOnlyDictionary<string, string> texts)
    {
        _path = path;
        _texts = texts;
    }

    /// <summary>The version of the kind's layout; from 1.</summary>
    public int Version { get; private set; }

    /// <summary>Writes a file beside the one to be and moves it there when it is whole.</summary>
    /// <param name="path">Where; a file that is there already is replaced.</param>
    /// <param name="kind">What kind of object this is.</param>
    /// <param name="version">The version of the kind's layout; from 1.</param>
    /// <param name="settings">What is to be known beside the tensors.</param>
    /// <param name="tensors">The tensors, of any device; names must differ.</param>
    public static void Save(
        string path,
        string kind,
        int version,
        IEnumerable<KeyValuePair<string, string>> settings,
        IEnumerable<(string Name, Tensor Value)> tensors)
    {
        Guard.NotNull(path);
        KeyValuePair<string, string>[] about =
            [new(FormatKey, Format), new(KindKey, kind), new(VersionKey, Guard.AtLeast(version, 1).ToString(CultureInfo.InvariantCulture))];
        TensorFileWriter.Write(path, about.Concat(settings), tensors);
    }

    /// <summary>Reads a file. The tensors are on the CPU.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="kind">What kind of object is expected.</param>
    /// <param name="newest">The newest version of the kind's layout that the caller understands.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, cut off, of another format or kind, or of a newer version.
    /// </exception>
    public static TensorFile Load(string path, string kind, int newest)
    {
        using FileStream stream = new(Guard.NotNull(path), FileMode.Open, FileAccess.Read, FileShare.Read);
        TensorFile? file = null;
        try
        {
            TensorFileHeader header = TensorFileHeader.Read(stream);
            file = new TensorFile(path, header.Texts);
            file.CheckKind(kind, newest);
            foreach (TensorFileHeader.Entry entry in header.Entries)
            {
                file._tensors.Add(entry.Name, Read(stream, entry));
            }

            return file;
        }
        catch (Exception error)
        {
            file?.Dispose();
            if (error is InvalidDataException or EndOfStreamException)
            {
                throw new InvalidDataException($"The file '{path}' cannot be read as a saved {kind}: {error.Message}", error);
            }

            throw;
        }
    }

    /// <summary>A tensor of finite values. A new handle in the current scope, good beyond this object's end.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">The type it must have.</param>
    /// <param name="shape">The shape it must have; -1 for any length.</param>
    /// <exception cref="InvalidDataException">It is not there, or is another.</exception>
    public Tensor Get(string name, torch.ScalarType type, params long[] shape)
    {
        if (!_tensors.TryGetValue(name, out Tensor? tensor))
        {
            throw Wrong($"it has no tensor '{name}'.");
        }

        bool fits = tensor.shape.Length == shape.Length && tensor.shape.Zip(shape).All(pair => pair.Second < 0 || pair.First == pair.Second);
        if (!fits || tensor.dtype != type)
        {
            throw Wrong(
                $"its tensor '{name}' must be [{string.Join(", ", shape)}] {type}; it is [{string.Join(", ", tensor.shape)}] {tensor.dtype}.");
        }

        if (!Guard.IsFinite(tensor))
        {
            throw Wrong($"its tensor '{name}' has values that are not finite.");
        }

        return tensor.alias();
    }

    /// <summary>A row of finite numbers in double.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="length">The length it must have; -1 for any.</param>
    /// <exception cref="InvalidDataException">It is not there, or is another.</exception>
    public double[] Numbers(string name, long length = -1)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return Get(name, torch.ScalarType.Float64, length).data<double>().ToArray();
    }

    /// <summary>A setting.</summary>
    /// <exception cref="InvalidDataException">It is not there.</exception>
    public string Text(string key) => _texts.TryGetValue(key, out string? text) ? text : throw Wrong($"it has no setting '{key}'.");

    /// <summary>A setting that is a finite number.</summary>
    /// <exception cref="InvalidDataException">It is not there, or no such number.</exception>
    public double Number(string key) =>
        double.TryParse(Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw Wrong($"its setting '{key}' is '{Text(key)}', which is no finite number.");

    /// <summary>A setting that is True or False.</summary>
    /// <exception cref="InvalidDataException">It is not there, or neither.</exception>
    public bool Flag(string key) =>
        bool.TryParse(Text(key), out bool flag) ? flag : throw Wrong($"its setting '{key}' is '{Text(key)}', which is neither True nor False.");

    /// <summary>A setting that is a whole number.</summary>
    /// <exception cref="InvalidDataException">It is not there, or no such number.</exception>
    public long Integer(string key) =>
        long.TryParse(Text(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Wrong($"its setting '{key}' is '{Text(key)}', which is no whole number.");

    /// <summary>A setting that is a whole number of at least 1.</summary>
    /// <exception cref="InvalidDataException">It is not there, or no such number.</exception>
    public int Count(string key) =>
        Integer(key) is >= 1 and <= int.MaxValue and long count
            ? (int)count
            : throw Wrong($"its setting '{key}' is '{Text(key)}', which is no whole number from 1 to {int.MaxValue}.");

    /// <summary>A setting that is the name of a value.</summary>
    /// <exception cref="InvalidDataException">It is not there, or no such name.</exception>
    public T Named<T>(string key)
        where T : struct, Enum => Enum.TryParse(Text(key), out T value) && Enum.IsDefined(value)
            ? value
            : throw Wrong($"its setting '{key}' is '{Text(key)}', which is not known.");

    /// <summary>A number as a setting: read back, it is the same to the bit.</summary>
    public static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>An error that names the file.</summary>
    public InvalidDataException Wrong(string what) => new($"The file '{_path}' cannot be used: {what}");

    /// <summary>Makes an object of what was read; a setting out of range is the file's fault.</summary>
    public T Make<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"The file '{_path}' cannot be used: {error.Message}", error);
        }
    }

    /// <summary>Gives the tensors back.</summary>
    public void Dispose()
    {
        foreach (Tensor tensor in _tensors.Values)
        {
            tensor.Dispose();
        }

        _tensors.Clear();
    }

    private static Tensor Read(Stream stream, TensorFileHeader.Entry entry)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor tensor = torch.empty(entry.Shape, dtype: entry.Type);
        Tensor flat = tensor.reshape(-1);
        for (long first = 0; first < flat.numel(); first += PieceLength)
        {
            using Tensor piece = flat.narrow(0, first, Math.Min(PieceLength, flat.numel() - first));
            stream.ReadExactly(piece.bytes);
        }

        return tensor.DetachFromDisposeScope();
    }

    private void CheckKind(string kind, int newest)
    {
        if (_texts.GetValueOrDefault(FormatKey) != Format || !_texts.TryGetValue(KindKey, out string? found))
        {
            throw new InvalidDataException("it was written by another program.");
        }

        if (found != kind)
        {
            throw new InvalidDataException($"it holds a saved {found}.");
        }

        if (!int.TryParse(_texts.GetValueOrDefault(VersionKey), NumberStyles.None, CultureInfo.InvariantCulture, out int version) || version < 1)
        {
            throw new InvalidDataException($"its version '{_texts.GetValueOrDefault(VersionKey)}' is no number from 1 on.");
        }

        Version = version <= newest
            ? version
            : throw new InvalidDataException($"it has version {version}, and versions up to {newest} are understood here: it was written by a newer release.");
    }
}
