using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Storage;

[TestFixture]
internal sealed class TensorFileTests
{
    private const string Mark = """ "__metadata__":{"format":"uncertainty","kind":"thing","version":"1"} """;

    private static readonly ScalarType[] Types =
    [
        ScalarType.Float64, ScalarType.Float32, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Int64, ScalarType.Int32, ScalarType.Int16,
        ScalarType.Int8, ScalarType.Byte, ScalarType.Bool,
    ];

    private string _folder = null!;
    private string _path = null!;

    /// <summary>A file that must be refused: its header, its values, and what the error says.</summary>
    public sealed record Bad(string Name, string Header, int Bytes, string Says)
    {
        public override string ToString() => Name;
    }

    private static IEnumerable<Bad> BadFiles =>
    [
        new("NoJson", "{nothing", 0, "no JSON"),
        new("NoObject", "[1]", 0, "no JSON object"),
        new("KeyTwice", $$"""{ {{Mark}},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]} }""", 2, "no JSON"),
        new("BrokenText", """{"__metadata__":{"format":"\ud800"}}""", 0, "text that could not be read"),
        new("SettingNoText", """{"__metadata__":{"format":1}}""", 0, "no text"),
        new("OtherProgram", """{"__metadata__":{"format":"pt"}}""", 0, "another program"),
        new("NoSettings", "{}", 0, "another program"),
        new("OtherKind", """{"__metadata__":{"format":"uncertainty","kind":"swag","version":"1"}}""", 0, "holds a saved swag"),
        new("Newer", """{"__metadata__":{"format":"uncertainty","kind":"thing","version":"3"}}""", 0, "version 3, and versions up to 2"),
        new("VersionZero", """{"__metadata__":{"format":"uncertainty","kind":"thing","version":"0"}}""", 0, "no number from 1 on"),
        new("VersionNoNumber", """{"__metadata__":{"format":"uncertainty","kind":"thing","version":"one"}}""", 0, "no number from 1 on"),
        new("UnknownType", Tensor("Q4", "[1]", "[0,1]"), 1, "type 'Q4'"),
        new("UnknownPart", $$"""{ {{Mark}},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"stride":[1]} }""", 1, "'stride'"),
        new("NoShape", $$"""{ {{Mark}},"a":{"dtype":"U8","data_offsets":[0,1]} }""", 1, "does not say its shape"),
        new("OneOffset", Tensor("U8", "[1]", "[0]"), 1, "does not say its shape"),
        new("TensorNoObject", $$"""{ {{Mark}},"a":5 }""", 0, "no object"),
        new("ShapeNoList", Tensor("U8", "1", "[0,1]"), 1, "no list"),
        new("NegativeLength", Tensor("U8", "[-1]", "[0,1]"), 1, "at least 0"),
        new("FractionOfALength", Tensor("U8", "[1.5]", "[0,1]"), 1, "whole numbers"),
        new("NumberTooLarge", Tensor("U8", "[99999999999999999999]", "[0,1]"), 1, "whole numbers"),
        new("ProductOverflows", Tensor("F64", "[4294967296,4294967296]", "[0,0]"), 0, "does not fit into 0 bytes"),
        new("ProductOverflowsBesideZero", Tensor("F64", "[0,4611686018427387904,4611686018427387904]", "[0,0]"), 0, "does not fit"),
        new("TooManyDimensions", Tensor("U8", $"[{string.Join(',', Enumerable.Repeat(1, 65))}]", "[0,1]"), 1, "does not fit"),
        new("ShapeTooSmall", Tensor("F32", "[2]", "[0,12]"), 12, "does not fit into 12 bytes"),
        new("EndBeforeBegin", Tensor("U8", "[1]", "[1,0]"), 1, "does not fit into -1 bytes"),
        new("BeyondTheEnd", Tensor("U8", "[5]", "[0,5]"), 4, "bytes 0 to 5 of 4"),
        new("Gap", Tensor("U8", "[1]", "[1,2]"), 2, "where 0 is next"),
        new("Overlap", $$"""{ {{Mark}},"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]} }""", 3, "where 2 is next"),
        new("SameBytesTwice", $$"""{ {{Mark}},"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[0,2]} }""", 2, "where 2 is next"),
        new("BytesLeft", Tensor("U8", "[1]", "[0,1]"), 2, "take 1 bytes, but 2"),
    ];

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory().FullName;
        _path = Path.Combine(_folder, "thing.safetensors");
    }

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestCaseSource(nameof(Types))]
    public void SaveLoad_AnyType_IsTheSame(ScalarType type)
    {
        using Tensor value = arange(0, 6).remainder(2).reshape(2, 3).to_type(type);
        Save([("value", value)]);
        using TensorFile file = TensorFile.Load(_path, "thing", 2);
        using Tensor loaded = file.Get("value", type, 2, -1);
        Assert.That(loaded.shape, Is.EqualTo(value.shape));
        Assert.That(Values.Of(loaded), Is.EqualTo(Values.Of(value)));
        Assert.That(file.Version, Is.EqualTo(2));
    }

    [Test]
    public void SaveLoad_AwkwardTensorsAndSettings_AreTheSame()
    {
        using Tensor turned = Networks.Inputs(1, 3, 5).t();
        using Tensor part = turned.narrow(1, 1, 1);
        using Tensor scalar = tensor(Math.PI);
        using Tensor none = empty(0, 4);
        using Tensor large = arange(0, (1L << 20) + 7).to_type(ScalarType.Int32);
        KeyValuePair<string, string>[] settings = [new("tenth", TensorFile.Exact(0.1)), new("text", "\"σ²\"\n\\"), new("whole", "-9007199254740993")];
        TensorFile.Save(_path, "thing", 1, settings, [("turned", turned), ("part", part), ("scalar", scalar), ("none", none), ("large", large)]);
        using TensorFile file = TensorFile.Load(_path, "thing", 1);
        foreach ((string name, Tensor value) in new[] { ("turned", turned), ("part", part), ("scalar", scalar), ("none", none), ("large", large) })
        {
            using Tensor loaded = file.Get(name, value.dtype, value.shape);
            Assert.That(loaded.shape, Is.EqualTo(value.shape), name);

            // An empty tensor has no values that every version could be asked for.
            Assert.That(value.numel() == 0 ? [] : Values.Of(loaded), Is.EqualTo(value.numel() == 0 ? [] : Values.Of(value)), name);
        }

        Assert.That(file.Number("tenth"), Is.EqualTo(0.1));
        Assert.That(file.Text("text"), Is.EqualTo("\"σ²\"\n\\"));
        Assert.That(file.Integer("whole"), Is.EqualTo(-9007199254740993L));
    }

    /// <summary>Read by the description of the format alone, as another program would.</summary>
    [Test]
    public void Save_Bytes_AreTheLayoutOfSafetensors()
    {
        using Tensor narrow = tensor(new byte[] { 7, 8, 9 });
        using Tensor wide = tensor(new[] { 1.5, -2.25 }, [1, 2]);
        Save([("narrow", narrow), ("wide", wide)]);
        byte[] bytes = File.ReadAllBytes(_path);
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Assert.That((8 + length) % 8, Is.Zero, "values are aligned");
        Assert.That(bytes[8], Is.EqualTo((byte)'{'));
        using JsonDocument header = JsonDocument.Parse(bytes.AsMemory(8, length));
        JsonElement about = header.RootElement.GetProperty("__metadata__");
        Assert.That(about.GetProperty("kind").GetString(), Is.EqualTo("thing"));
        JsonElement entry = header.RootElement.GetProperty("wide");
        Assert.That(entry.GetProperty("dtype").GetString(), Is.EqualTo("F64"));
        Assert.That(entry.GetProperty("shape").EnumerateArray().Select(value => value.GetInt64()), Is.EqualTo(new long[] { 1, 2 }));
        int begin = 8 + length + entry.GetProperty("data_offsets")[0].GetInt32();
        Assert.That(BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(begin)), Is.EqualTo(1.5));
        Assert.That(BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(begin + 8)), Is.EqualTo(-2.25));
        Assert.That(bytes[^3..], Is.EqualTo(new byte[] { 7, 8, 9 }));
    }

    [TestCaseSource(nameof(BadFiles))]
    public void Load_BadFile_IsRefused(Bad bad)
    {
        Write((ulong)Encoding.UTF8.GetByteCount(bad.Header), bad.Header, bad.Bytes);
        Leaks.AssertNone(() => Assert.That(
            () => TensorFile.Load(_path, "thing", 2),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains(bad.Says).And.Message.Contains(_path)));
    }

    [TestCase(ulong.MaxValue)]
    [TestCase(1UL << 63)]
    [TestCase(1000UL)]
    public void Load_HeaderLongerThanTheFile_IsRefused(ulong length)
    {
        Write(length, "{}", 0);
        Assert.That(() => TensorFile.Load(_path, "thing", 1), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("at most 2"));
    }

    [Test]
    public void Load_CutOffAnywhere_IsRefused()
    {
        using Tensor value = Networks.Inputs(1, 2, 3);
        Save([("value", value), ("again", value)]);
        byte[] whole = File.ReadAllBytes(_path);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_path, whole[..length]);
            Assert.That(() => TensorFile.Load(_path, "thing", 2), Throws.InstanceOf<InvalidDataException>(), length.ToString(CultureInfo.InvariantCulture));
        }

        Leaks.AssertNone(() =>
        {
            File.WriteAllBytes(_path, whole);
            TensorFile.Load(_path, "thing", 2).Dispose();
        });
    }

    [TestCase(0x01)]
    [TestCase(0x10)]
    [TestCase(0x80)]
    [TestCase(0xFF)]
    public void Load_AnyByteChanged_IsReadOrRefused(int change)
    {
        using Tensor value = Networks.Inputs(1, 2, 3);
        Save([("value", value), ("again", value)]);
        byte[] whole = File.ReadAllBytes(_path);
        for (int place = 0; place < whole.Length; place++)
        {
            byte[] bytes = [.. whole];
            bytes[place] ^= (byte)change;
            File.WriteAllBytes(_path, bytes);
            try
            {
                TensorFile.Load(_path, "thing", 2).Dispose();
            }
            catch (InvalidDataException error)
            {
                Assert.That(error.Message, Does.Contain(_path));
            }
        }
    }

    [Test]
    public void Get_AbsentOrOther_IsRefused()
    {
        using Tensor value = Networks.Inputs(1, 2, 3);
        using Tensor infinite = full([2], double.PositiveInfinity);
        Save([("value", value), ("infinite", infinite)]);
        using TensorFile file = TensorFile.Load(_path, "thing", 2);
        Leaks.AssertNone(() =>
        {
            Assert.That(() => file.Get("other", ScalarType.Float32, 2, 3), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("no tensor 'other'"));
            Assert.That(() => file.Get("value", ScalarType.Float32, 3, 2), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("[3, 2]"));
            Assert.That(() => file.Get("value", ScalarType.Float32, 6), Throws.InstanceOf<InvalidDataException>());
            Assert.That(() => file.Get("value", ScalarType.Float64, 2, 3), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("Float64"));
            Assert.That(() => file.Get("infinite", infinite.dtype, 2), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("finite"));
        });
        Assert.That(() => file.Text("absent"), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("'absent'"));
        Assert.That(() => file.Number("kind"), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("'thing'"));
        Assert.That(() => file.Integer("kind"), Throws.InstanceOf<InvalidDataException>());
        Assert.That(() => file.Count("zero"), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("'0'"));
    }

    [Test]
    public void Save_Failing_LeavesTheOldFileAndNoOther()
    {
        using Tensor value = Networks.Inputs(1, 2, 3);
        Save([("value", value)]);
        byte[] before = File.ReadAllBytes(_path);
        Assert.That(() => TensorFile.Save(_path, "thing", 2, [], Failing(value)), Throws.InstanceOf<InvalidOperationException>());

        // The whole file is written before it is found that it cannot be moved onto a folder.
        string taken = Directory.CreateDirectory(Path.Combine(_folder, "taken")).FullName;
        Assert.That(
            () => TensorFile.Save(taken, "thing", 2, [], [("value", value)]),
            Throws.InstanceOf<IOException>().Or.InstanceOf<UnauthorizedAccessException>());
        Assert.That(() => TensorFile.Save(Path.Combine(_folder, "no", "folder"), "thing", 2, [], [("value", value)]), Throws.InstanceOf<IOException>());
        Assert.That(File.ReadAllBytes(_path), Is.EqualTo(before));
        Assert.That(Directory.GetFiles(_folder), Is.EqualTo(new[] { _path }));
    }

    private static IEnumerable<(string, Tensor)> Failing(Tensor value)
    {
        yield return ("value", value);
        throw new InvalidOperationException("stop");
    }

    private static string Tensor(string type, string shape, string offsets) =>
        $$"""{ {{Mark}},"a":{"dtype":"{{type}}","shape":{{shape}},"data_offsets":{{offsets}}} }""";

    private void Save(IEnumerable<(string, Tensor)> tensors) => TensorFile.Save(_path, "thing", 2, [new("zero", "0")], tensors);

    private void Write(ulong length, string header, int bytes)
    {
        byte[] prefix = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, length);
        File.WriteAllBytes(_path, [.. prefix, .. Encoding.UTF8.GetBytes(header), .. new byte[bytes]]);
    }
}
