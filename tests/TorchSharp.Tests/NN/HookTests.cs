using static TorchSharp.Tests.NN.TensorReading;
using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

[TestFixture]
internal sealed class HookTests
{
    [Test]
    public void Call_PreHook_ChangesTheInput()
    {
        using Affine module = new(2, 1);
        using Tensor input = Vector(1);
        using Tensor ten = Vector(10);
        module.register_forward_pre_hook((nn.Module<Tensor, Tensor> _, Tensor _) => ten);
        using Tensor output = module.call(input);
        Assert.That(output.ToFloats(), Is.EqualTo(new[] { 21f }));
    }

    [Test]
    public void Call_Hook_ChangesTheResult()
    {
        using Affine module = new(2, 1);
        using Tensor input = Vector(1);
        using Tensor ten = Vector(10);
        module.register_forward_hook((nn.Module<Tensor, Tensor> _, Tensor _, Tensor _) => ten);
        using Tensor output = module.call(input);
        Assert.That(output.ToFloats(), Is.EqualTo(new[] { 10f }));
    }

    [Test]
    public void Call_HookThatReturnsNull_ChangesNothing()
    {
        using Affine module = new(2, 1);
        using Tensor input = Vector(1);
        List<float> seen = [];
        module.register_forward_hook((nn.Module<Tensor, Tensor> _, Tensor given, Tensor result) =>
        {
            seen.AddRange([given.ToFloats()[0], result.ToFloats()[0]]);
            return null!;
        });
        using Tensor output = module.call(input);
        Assert.That(seen, Is.EqualTo(new[] { 1f, 3f }));
        Assert.That(output.ToFloats(), Is.EqualTo(new[] { 3f }));
    }

    [Test]
    public void Forward_Hooks_DoNotRun()
    {
        using Affine module = new(2, 1);
        using Tensor input = Vector(1);
        int runs = 0;
        module.register_forward_hook((nn.Module<Tensor, Tensor> _, Tensor _, Tensor result) =>
        {
            runs++;
            return result;
        });
        using Tensor output = module.forward(input);
        Assert.That(runs, Is.Zero);
    }

    [Test]
    public void Remove_Hook_RunsNoMore()
    {
        using Affine module = new(2, 1);
        using Tensor input = Vector(1);
        List<string> runs = [];
        Func<nn.Module<Tensor, Tensor>, Tensor, Tensor, Tensor> Named(string name) => (_, _, result) =>
        {
            runs.Add(name);
            return result;
        };
        var first = module.register_forward_hook(Named("first"));
        module.register_forward_hook(Named("second"));
        using Tensor before = module.call(input);
        first.remove();
        first.remove();
        using Tensor after = module.call(input);
        Assert.That(runs, Is.EqualTo(new[] { "first", "second", "second" }));
    }

    [Test]
    public void Call_TwoInputs_HooksSeeBoth()
    {
        using Sum2 module = new();
        using Tensor one = Vector(1);
        using Tensor two = Vector(2);
        using Tensor ten = Vector(10);
        module.register_forward_pre_hook((nn.Module<Tensor, Tensor, Tensor> _, Tensor first, Tensor _) => (first, ten));
        module.register_forward_hook((nn.Module<Tensor, Tensor, Tensor> _, Tensor first, Tensor second, Tensor result) =>
        {
            Assert.That(first.ToFloats()[0] + second.ToFloats()[0], Is.EqualTo(result.ToFloats()[0]));
            return result;
        });
        using Tensor output = module.call(one, two);
        Assert.That(output.ToFloats(), Is.EqualTo(new[] { 11f }));
    }

    [Test]
    public void Call_ManyInputs_RunsForward()
    {
        using Sum3 three = new();
        using Sum6 six = new();
        using Tensor one = Vector(1);
        three.register_forward_pre_hook((nn.Module<Tensor, Tensor, Tensor, Tensor> _, Tensor _, Tensor _, Tensor _) => null);
        six.register_forward_hook(
            (nn.Module<Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor> _,
             Tensor _, Tensor _, Tensor _, Tensor _, Tensor _, Tensor _, Tensor result) => result.neg());
        using Tensor sumOfThree = three.call(one, one, one);
        using Tensor sumOfSix = six.call(one, one, one, one, one, one);
        Assert.That(sumOfThree.ToFloats(), Is.EqualTo(new[] { 3f }));
        Assert.That(sumOfSix.ToFloats(), Is.EqualTo(new[] { -6f }));
    }

    [Test]
    public void Call_HookThatRemovesItself_RunsOnce()
    {
        using Affine module = new();
        using Tensor input = Vector(1);
        int runs = 0;
        Action remove = () => { };
        var remover = module.register_forward_hook((nn.Module<Tensor, Tensor> _, Tensor _, Tensor result) =>
        {
            runs++;
            remove();
            return result;
        });
        remove = remover.remove;
        using Tensor first = module.call(input);
        using Tensor second = module.call(input);
        Assert.That(runs, Is.EqualTo(1));
    }
}
