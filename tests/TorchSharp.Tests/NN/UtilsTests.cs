using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

[TestFixture]
internal sealed class UtilsTests
{
    [Test]
    public void ParametersToVector_Parameters_FollowEachOther()
    {
        using Affine module = new(5, 6);
        using Tensor vector = nn.utils.parameters_to_vector(module.parameters());
        Assert.That(vector.ToFloats(), Is.EqualTo(new[] { 5f, 6f }));
    }

    [Test]
    public void VectorToParameters_WhatWasTaken_IsPutBack()
    {
        using Linear linear = nn.Linear(2, 1);
        using Tensor vector = tensor(new float[] { 1, 2, 3 });
        nn.utils.vector_to_parameters(vector, linear.parameters());
        using Tensor back = nn.utils.parameters_to_vector(linear.parameters());
        Assert.That(back.ToFloats(), Is.EqualTo(new[] { 1f, 2, 3 }));
        Assert.That(linear.weight!.shape, Is.EqualTo(new long[] { 1, 2 }));
        Assert.That(linear.weight!.requires_grad, Is.True);
    }

    [Test]
    public void VectorToParameters_TooShort_Throws()
    {
        using Linear linear = nn.Linear(2, 1);
        using Tensor vector = tensor(new float[] { 1, 2 });
        Assert.That(() => nn.utils.vector_to_parameters(vector, linear.parameters()), Throws.Exception);
    }

    [Test]
    public void ClipGradNorm_Network_TellsTheNormBefore()
    {
        using Affine module = new(1, 0);
        using Tensor input = tensor(new float[] { 3, 4 });
        using Tensor output = module.call(input);
        using Tensor total = output.sum();
        total.backward();

        // The gradients are 7 of the scale and 2 of the shift.
        double before = nn.utils.clip_grad_norm_(module.parameters(), 1);
        double after = nn.utils.clip_grad_norm_(module.parameters(), 1);
        Assert.That(before, Is.EqualTo(Math.Sqrt(53)).Within(1e-5));
        Assert.That(after, Is.EqualTo(1).Within(1e-5));
    }

    [Test]
    public void OrderedDict_Entries_KeepTheirOrder()
    {
        TorchSharp.Utils.OrderedDict<string, int> dict = new();
        dict.Add("b", 1);
        dict.Add("a", 2);
        dict["c"] = 3;
        dict["b"] = 4;
        Assert.That(dict.Keys, Is.EqualTo(new[] { "b", "a", "c" }));
        Assert.That(dict.Values, Is.EqualTo(new[] { 4, 2, 3 }));
        dict.Remove("a");
        Assert.That(dict.Keys, Is.EqualTo(new[] { "b", "c" }));
        Assert.That(dict[1], Is.EqualTo(("c", 3)));
        Assert.That(dict.TryGetValue("a", out int _), Is.False);
    }
}
