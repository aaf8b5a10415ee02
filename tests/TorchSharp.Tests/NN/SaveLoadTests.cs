using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

[TestFixture]
internal sealed class SaveLoadTests
{
    // Written by hand from the format: entries; then name, element type, dimensions, lengths, elements; all lengths as LEB128.
    private const string AffineInHex =
        "03"
        + "06" + "5F7363616C65" + "06" + "01" + "01" + "0000C03F"
        + "06" + "5F7368696674" + "06" + "01" + "01" + "000080BE"
        + "07" + "5F6F6666736574" + "06" + "01" + "01" + "00000000";

    [Test]
    public void Save_Module_WritesTheFormat()
    {
        using Affine module = new(1.5, -0.25);
        Assert.That(Convert.ToHexString(Save(module)), Is.EqualTo(AffineInHex));
    }

    [Test]
    public void Load_Format_FillsTheModule()
    {
        using Affine module = new();
        module.load(new MemoryStream(Convert.FromHexString(AffineInHex)));
        Assert.That(module.parameters().SelectMany(parameter => parameter.ToFloats()), Is.EqualTo(new[] { 1.5f, -0.25f }));
    }

    [Test]
    public void Save_LongDimensions_AreLeb128()
    {
        using Linear linear = nn.Linear(300, 1, false);
        byte[] start = [.. Save(linear).Take(12)];
        Assert.That(Convert.ToHexString(start), Is.EqualTo("01" + "06" + "776569676874" + "06" + "02" + "01" + "AC"));
    }

    [Test]
    public void Load_WhatWasSaved_IsTheSameNetwork()
    {
        using Sequential source = Network();
        using Sequential target = Network();
        using Tensor input = randn(5, 4);
        using Tensor trained = source.call(input);
        target.load(new MemoryStream(Save(source)));
        foreach ((string key, Tensor value) in source.state_dict())
        {
            Assert.That(target.state_dict()[key].ToFloats(), Is.EqualTo(value.ToFloats()), key);
        }

        source.eval();
        target.eval();
        using Tensor expected = source.call(input);
        using Tensor actual = target.call(input);
        Assert.That(actual.ToFloats(), Is.EqualTo(expected.ToFloats()));
    }

    [Test]
    public void Load_FromFile_IsTheSameNetwork()
    {
        using Affine source = new(1.5, -0.25);
        using Affine target = new();
        string path = Path.GetTempFileName();
        try
        {
            source.save(path);
            target.load(path);
        }
        finally
        {
            File.Delete(path);
        }

        Assert.That(target.parameters().SelectMany(parameter => parameter.ToFloats()), Is.EqualTo(new[] { 1.5f, -0.25f }));
    }

    [Test]
    public void Load_OtherNumberOfEntries_Throws()
    {
        using Affine source = new();
        using Linear target = nn.Linear(1, 1);
        Assert.That(() => target.load(new MemoryStream(Save(source))), Throws.ArgumentException);
    }

    [Test]
    public void Load_OtherShape_Throws()
    {
        using Linear source = nn.Linear(3, 2);
        using Linear target = nn.Linear(2, 2);
        Assert.That(() => target.load(new MemoryStream(Save(source))), Throws.ArgumentException);
    }

    [Test]
    public void Load_OtherElementType_Throws()
    {
        using Linear source = nn.Linear(3, 2);
        using Linear target = nn.Linear(3, 2, dtype: ScalarType.Float64);
        Assert.That(() => target.load(new MemoryStream(Save(source))), Throws.ArgumentException);
    }

    [Test]
    public void Load_TruncatedFile_Throws()
    {
        using Affine source = new();
        using Affine target = new();
        byte[] file = Save(source);
        Assert.That(() => target.load(new MemoryStream(file[..^2])), Throws.Exception);
    }

    [Test]
    public void Load_SkippedEntry_KeepsItsValue()
    {
        using Affine source = new(5, 6);
        using Affine target = new(2, 1);
        target.load(new MemoryStream(Save(source)), skip: ["_scale"]);
        Assert.That(target.parameters().SelectMany(parameter => parameter.ToFloats()), Is.EqualTo(new[] { 2f, 6f }));
    }

    [Test]
    public void Save_SkippedEntry_IsLeftOut()
    {
        using Affine source = new(5, 6);
        using Affine target = new(2, 1);
        MemoryStream stream = new();
        source.save(stream, skip: ["_shift"]);
        target.load(new MemoryStream(stream.ToArray()), strict: false);
        Assert.That(stream.ToArray()[0], Is.EqualTo(2));
        Assert.That(target.parameters().SelectMany(parameter => parameter.ToFloats()), Is.EqualTo(new[] { 5f, 1f }));
    }

    [Test]
    public void Save_Tensor_LoadsItsValues()
    {
        using Tensor source = arange(300, dtype: ScalarType.Int64).reshape(3, 100);
        MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        source.Save(writer);
        writer.Flush();
        stream.Position = 0;
        using BinaryReader reader = new(stream);
        using Tensor loaded = zeros(3, 100, dtype: ScalarType.Int64);
        loaded.Load(reader);
        Assert.That(loaded.data<long>().ToArray(), Is.EqualTo(source.data<long>().ToArray()));
    }

    [Test]
    public void Save_AfterMove_FileHasTheSameOrder()
    {
        using Net net = new();
        byte[] before = Save(net);
        net.to(ScalarType.Float64).to(ScalarType.Float32);
        Assert.That(Save(net), Is.EqualTo(before));
    }

    private static Sequential Network() => nn.Sequential(nn.Linear(4, 3), nn.BatchNorm1d(3), nn.ReLU(), nn.Linear(3, 2));

    private static byte[] Save(nn.Module module)
    {
        MemoryStream stream = new();
        module.save(stream);
        return stream.ToArray();
    }
}
