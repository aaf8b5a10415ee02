using TorchSharp.Modules;
using static TorchSharp.Tests.NN.TensorReading;
using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

[TestFixture]
internal sealed class SequentialTests
{
    [Test]
    public void Call_Modules_RunInOrder()
    {
        using Sequential net = nn.Sequential(new Affine(2, 0), new Affine(1, 3));
        using Tensor input = Vector(1, 2);
        using Tensor output = net.call(input);
        Assert.That(output.ToFloats(), Is.EqualTo(new[] { 5f, 7f }));
        Assert.That(input.IsInvalid, Is.False);
    }

    [Test]
    public void Call_NoModules_IsANewHandleOnTheInput()
    {
        using Sequential net = nn.Sequential();
        using Tensor input = Vector(1, 2);
        using Tensor output = net.call(input);
        Assert.That(output, Is.Not.SameAs(input));
        Assert.That(output.ToFloats(), Is.EqualTo(new[] { 1f, 2f }));
    }

    [Test]
    public void Sequential_NamedModules_KeepTheirNames()
    {
        using Sequential byTuples = nn.Sequential(("lin", nn.Linear(2, 1)), ("act", nn.ReLU()));
        using Sequential byList = nn.Sequential(new List<(string, nn.Module<Tensor, Tensor>)> { ("lin", nn.Linear(2, 1)) });
        Assert.That(byTuples.named_children().Select(entry => entry.name), Is.EqualTo(new[] { "lin", "act" }));
        Assert.That(byList.named_parameters().Select(entry => entry.name), Is.EqualTo(new[] { "lin.weight", "lin.bias" }));
    }

    [Test]
    public void Append_Modules_NumberThemselves()
    {
        using Sequential net = nn.Sequential(nn.ReLU());
        net.append(nn.Linear(1, 1)).append("last", nn.ReLU());
        Assert.That(net.Count, Is.EqualTo(3));
        Assert.That(net.named_children().Select(entry => entry.name), Is.EqualTo(new[] { "0", "1", "last" }));
        Assert.That(net[1], Is.InstanceOf<Linear>());
    }

    [Test]
    public void Indexer_Range_HoldsTheSameModules()
    {
        using Sequential net = nn.Sequential(new Affine(2, 0), new Affine(1, 3), new Affine(10, 0));
        Sequential tail = net[1..];
        using Tensor input = Vector(1);
        using Tensor output = tail.call(input);
        Assert.That(tail.Count, Is.EqualTo(2));
        Assert.That(tail[0], Is.SameAs(net[1]));
        Assert.That(output.ToFloats(), Is.EqualTo(new[] { 40f }));
        Assert.That(net[(null, 2)].Count, Is.EqualTo(2));
    }

    [Test]
    public void Eval_Dropout_StopsDropping()
    {
        using Sequential net = nn.Sequential(nn.Dropout(0.5), nn.Dropout(0.5));
        using Tensor input = ones(1000);
        using Tensor trained = net.call(input);
        net.eval();
        using Tensor evaluated = net.call(input);
        Assert.That(trained.ToFloats(), Has.Some.EqualTo(0f));
        Assert.That(evaluated.ToFloats(), Is.All.EqualTo(1f));
    }

    [Test]
    public void NamedModules_Nested_HaveDottedNames()
    {
        using Sequential net = nn.Sequential(nn.Sequential(nn.ReLU(), nn.Linear(1, 1)), nn.ReLU());
        Assert.That(net.named_modules().Select(entry => entry.name), Is.EqualTo(new[] { "0", "1", "0.0", "0.1" }));
        Assert.That(net.named_parameters().Select(entry => entry.name), Is.EqualTo(new[] { "0.1.weight", "0.1.bias" }));
    }
}
