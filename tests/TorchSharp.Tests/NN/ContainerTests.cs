using TorchSharp.Modules;
using static TorchSharp.Tests.NN.TensorReading;
using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

[TestFixture]
internal sealed class ContainerTests
{
    [Test]
    public void ModuleList_InAModule_RegistersByPosition()
    {
        using Stack stack = new();
        Assert.That(
            stack.named_parameters().Select(entry => entry.name),
            Is.EqualTo(new[]
            {
                "_layers.0._scale", "_layers.0._shift", "_layers.1._scale", "_layers.1._shift",
                "_heads.mean._scale", "_heads.mean._shift",
            }));
        using Tensor input = Vector(1);
        using Tensor output = stack.call(input);
        Assert.That(output.ToFloats(), Is.EqualTo(new[] { 35f }));
    }

    [Test]
    public void ModuleList_Changes_AreThoseOfAList()
    {
        using Affine one = new();
        using Affine two = new();
        using Affine three = new();
        ModuleList<Affine> list = nn.ModuleList(one, two);
        list.append(three);
        list.RemoveAt(0);
        list.Insert(0, three);
        Assert.That(list, Is.EqualTo(new[] { three, two, three }));
        Assert.That(list.IndexOf(two), Is.EqualTo(1));
    }

    [Test]
    public void ModuleDict_Entries_KeepTheirOrder()
    {
        using Affine one = new();
        using Affine two = new();
        ModuleDict<Affine> dict = nn.ModuleDict(("z", one), ("a", two));
        Assert.That(dict.Keys, Is.EqualTo(new[] { "z", "a" }));
        Assert.That(dict["a"], Is.SameAs(two));
        Assert.That(dict.ContainsKey("b"), Is.False);
        Assert.That(dict.Remove("z"), Is.True);
        Assert.That(dict.Count, Is.EqualTo(1));
    }

    [Test]
    public void ParameterList_InAModule_RegistersByPosition()
    {
        using Polynomial polynomial = new();
        Assert.That(polynomial.named_parameters().Select(entry => entry.name), Is.EqualTo(new[] { "_list.0", "_list.1", "_dict.bias" }));
        using Tensor input = Vector(2);
        using Tensor output = polynomial.call(input);
        Assert.That(output.ToFloats(), Is.EqualTo(new[] { 13f }));
    }

    private sealed class Stack : nn.Module<Tensor, Tensor>
    {
        private readonly ModuleList<Affine> _layers = nn.ModuleList(new Affine(2, 1), new Affine(3, 2));
        private readonly ModuleDict<Affine> _heads = nn.ModuleDict(("mean", new Affine(3, 2)));

        internal Stack()
            : base("Stack") => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor current = input;
            foreach (Affine layer in _layers)
            {
                current = layer.call(current);
            }

            return _heads["mean"].call(current).MoveToOuterDisposeScope();
        }
    }

    internal sealed class Polynomial : nn.Module<Tensor, Tensor>
    {
        private readonly ParameterList _list = nn.ParameterList(
            nn.Parameter(full(new long[] { 1 }, 2.0)), nn.Parameter(full(new long[] { 1 }, 2.0)));
        private readonly ParameterDict _dict = nn.ParameterDict(("bias", nn.Parameter(ones(1))));

        internal Polynomial()
            : base("Polynomial") => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor linear = input.mul(_list[0]);
            Tensor square = input.mul(input).mul(_list[1]);
            return linear.add(square).add(_dict["bias"]).MoveToOuterDisposeScope();
        }
    }
}
