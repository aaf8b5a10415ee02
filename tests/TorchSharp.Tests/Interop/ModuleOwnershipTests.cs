using TorchSharp.Modules;
using TorchSharp.Tests.NN;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests.Interop;

/// <summary>
/// A module's tensors through disposal, replacement and conversion. TorchSharp 0.99.6 cannot read a disposed module's parameters,
/// does not dispose a weight that is replaced, and counts the tensors of a conversion as left behind; a conversion there passes by
/// the parameters in a list, makes the count of batches a floating-point number, and leaves a weight another object than the
/// registered one.
/// </summary>
[TestFixture]
internal sealed class ModuleOwnershipTests
{
    [Test]
    public void Dispose_ModelThatRan_LeavesNoTensor()
    {
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (DisposeScope scope = NewDisposeScope())
        {
            using Net net = new();
            using Tensor input = ones(2, 4);
            using Tensor output = net.call(input);
            using Tensor total = output.sum();
            total.backward();
            net.zero_grad();
            net.to(ScalarType.Float64);
        }

        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(before));
    }

    [Test]
    public void Dispose_ModelTwice_LeavesNoParameters()
    {
        Net net = new();
        net.Dispose();
        net.Dispose();
        Assert.That(net.parameters(), Is.Empty);
    }

    [Test]
    public void ParameterList_ToElementType_IsConverted()
    {
        using ContainerTests.Polynomial polynomial = new();
        polynomial.to(ScalarType.Float64);
        using Tensor input = tensor(new[] { 2.0 });
        using Tensor output = polynomial.call(input);
        Assert.That(output.dtype, Is.EqualTo(ScalarType.Float64));
        Assert.That(output.ToFloats(), Is.EqualTo(new[] { 13f }));
        Assert.That(polynomial.parameters().Select(parameter => parameter.dtype), Is.All.EqualTo(ScalarType.Float64));
    }

    [Test]
    public void To_ElementType_IntegerBufferKeepsItsOwn()
    {
        using BatchNorm1d norm = nn.BatchNorm1d(3);
        norm.to(ScalarType.Float64);
        Assert.That(norm.get_buffer("num_batches_tracked")?.dtype, Is.EqualTo(ScalarType.Int64));
        Assert.That(norm.num_batches_tracked!.dtype, Is.EqualTo(ScalarType.Int64));
        Assert.That(norm.get_buffer("running_mean")?.dtype, Is.EqualTo(ScalarType.Float64));
    }

    [Test]
    public void Weight_Replaced_DisposesTheOld()
    {
        using Linear layer = Linear(3, 2);
        Parameter old = layer.weight!;
        layer.weight = Parameter(ones(2, 3));
        Assert.That(old.IsInvalid, Is.True);
    }

    [Test]
    public void Weight_Converted_IsTheRegisteredParameter()
    {
        using Linear layer = Linear(3, 2);
        layer.to(ScalarType.Float64);
        Assert.That(layer.weight, Is.SameAs(layer.get_parameter("weight")));
    }
}
