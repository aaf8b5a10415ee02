using TorchSharp;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class SubspaceDetectorTests
{
    /// <summary>Features on the first axis with logits ±f₁ and no bias: what is off the axis is the residual.</summary>
    [Test]
    public void Score_ByHand_IsWhatLeavesTheSubspace()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using LinearHead head = new(torch.tensor(new double[,] { { 1, 0 }, { -1, 0 } }));
        Tensor features = torch.tensor(new double[,] { { 8, 1 }, { -8, 1 }, { 8, -1 }, { -8, -1 } });
        SubspaceOptions options = new() { Dimensions = 1 };
        using ResidualDetector residual = ResidualDetector.Fit(FeatureReader.Given(head), [features], options);
        using VimDetector vim = VimDetector.Fit(FeatureReader.Given(head), [features], options);
        Tensor inputs = torch.tensor(new double[,] { { 100, 3 }, { 0, 0 } });
        Assert.That(Values.Of(residual.Score(inputs)), Is.EqualTo(new double[] { 3, 0 }).Within(1e-12));
        Assert.That(vim.Alpha, Is.EqualTo(8).Within(1e-12));
        Assert.That(Values.Of(vim.Score(inputs)), Is.EqualTo(new[] { 24 - 100, -Math.Log(2) }).Within(1e-12));
    }

    [Test]
    public void Score_BiasOfTheHead_MovesTheOrigin()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor features = torch.tensor(new double[,] { { 8, 1 }, { -8, 1 }, { 8, -1 }, { -8, -1 } });
        Tensor shift = torch.tensor([2.0, 5]);
        Tensor weight = torch.tensor(new double[,] { { 1, 1 }, { -1, 2 } });
        using LinearHead straight = new(weight);
        using LinearHead moved = new(weight, weight.matmul(shift).neg());
        using VimDetector one = VimDetector.Fit(FeatureReader.Given(straight), [features], new SubspaceOptions { Dimensions = 1 });
        using VimDetector other = VimDetector.Fit(FeatureReader.Given(moved), [features + shift], new SubspaceOptions { Dimensions = 1 });
        Tensor inputs = torch.tensor(new double[,] { { 100, 3 }, { 0, 0 } });
        Assert.That(Values.Of(other.Score(inputs + shift)), Is.EqualTo(Values.Of(one.Score(inputs))).Within(1e-11));
    }

    [TestCase(12, 6)]
    [TestCase(5, 2)]
    [TestCase(2, 1)]
    [TestCase(767, 383)]
    [TestCase(768, 512)]
    [TestCase(2047, 512)]
    [TestCase(2048, 1000)]
    public void Dimensions_ByDefault_GoByTheWidth(int width, int expected) =>
        Assert.That(new SubspaceOptions().For(width, "options"), Is.EqualTo(expected));

    [Test]
    public void Fit_NoResidualSpace_IsAnError()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using LinearHead head = new(torch.eye(3, dtype: torch.ScalarType.Float64));
        Tensor flat = torch.tensor(new double[,] { { 1, 2, 0 }, { 3, 1, 0 }, { 1, 1, 0 } });
        FeatureReader reader = FeatureReader.Given(head);
        ArgumentException wide = Assert.Throws<ArgumentException>(() => VimDetector.Fit(reader, [flat], new SubspaceOptions { Dimensions = 3 }))!;
        ArgumentException none = Assert.Throws<ArgumentException>(() => VimDetector.Fit(reader, [flat], new SubspaceOptions { Dimensions = 2 }))!;
        ArgumentException low = Assert.Throws<ArgumentException>(() => VimDetector.Fit(reader, [flat - 9], new SubspaceOptions { Dimensions = 1 }))!;
        Assert.That(wide.ParamName, Is.EqualTo("options"));
        Assert.That(none.Message, Does.Contain("fewer Dimensions"));
        Assert.That(low.Message, Does.Contain("largest logits above 0"));
        Assert.That(() => new SubspaceOptions { Dimensions = 0 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
