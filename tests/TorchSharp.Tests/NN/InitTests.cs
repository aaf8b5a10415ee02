using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests.NN;

[TestFixture]
internal sealed class InitTests
{
    // 90,000 draws: the standard error of a mean is a 300th of the deviation, of a deviation about a 425th.
    private const int Rows = 300;

    private static readonly TestCaseData[] Deviations =
    [
        new TestCaseData((Func<Tensor, Tensor>)(t => init.kaiming_normal_(t)), Math.Sqrt(2.0 / 300)).SetName("kaiming_normal_"),
        new TestCaseData((Func<Tensor, Tensor>)(t => init.kaiming_uniform_(t, Math.Sqrt(5))), 1.0 / 30).SetName("kaiming_uniform_"),
        new TestCaseData(
            (Func<Tensor, Tensor>)(t => init.kaiming_uniform_(t, 0, init.FanInOut.FanOut, init.NonlinearityType.Tanh)),
            5.0 / 3 / Math.Sqrt(300)).SetName("kaiming_uniform_tanh"),
        new TestCaseData((Func<Tensor, Tensor>)(t => init.xavier_uniform_(t, 2)), 2 / Math.Sqrt(300)).SetName("xavier_uniform_"),
        new TestCaseData((Func<Tensor, Tensor>)(t => init.normal_(t, 0, 3)), 3).SetName("normal_"),
        new TestCaseData((Func<Tensor, Tensor>)(t => init.uniform_(t, -1, 1)), Math.Sqrt(1.0 / 3)).SetName("uniform_"),
    ];

    [TestCaseSource(nameof(Deviations))]
    public void Init_ManyDraws_HaveMeanAndDeviation(Func<Tensor, Tensor> fill, double deviation)
    {
        random.manual_seed(1);
        using Tensor weight = zeros(Rows, Rows);
        fill(weight);
        double[] values = [.. weight.ToFloats().Select(value => (double)value)];
        double mean = values.Average();
        double spread = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        Assert.That(mean, Is.Zero.Within(5 * deviation / 300));
        Assert.That(spread, Is.EqualTo(deviation).Within(5 * deviation / 425));
    }

    [Test]
    public void Uniform_Bounds_AreKept()
    {
        using Tensor weight = zeros(100, 100);
        init.uniform_(weight, 2, 3);
        Assert.That(weight.ToFloats(), Is.All.InRange(2f, 3f));
    }

    [Test]
    public void Uniform_Parameter_StaysALeaf()
    {
        using Parameter parameter = nn.Parameter(zeros(10));
        init.uniform_(parameter, 1, 2);
        Assert.That(parameter.is_leaf, Is.True);
        Assert.That(parameter.requires_grad, Is.True);
        Assert.That(parameter.ToFloats(), Is.All.InRange(1f, 2f));
    }

    [Test]
    public void TruncNormal_Bounds_AreKept()
    {
        using Tensor weight = zeros(100, 100);
        init.trunc_normal_(weight, 0, 1, -0.5, 0.25);
        Assert.That(weight.ToFloats(), Is.All.InRange(-0.5f, 0.25f));
    }

    [Test]
    public void Constant_Parameter_IsFilled()
    {
        using Parameter parameter = nn.Parameter(zeros(2));
        init.constant_(parameter, 0.5);
        Assert.That(parameter.ToFloats(), Is.EqualTo(new[] { 0.5f, 0.5f }));
        init.ones_(parameter);
        Assert.That(parameter.ToFloats(), Is.EqualTo(new[] { 1f, 1f }));
        init.zeros_(parameter);
        Assert.That(parameter.ToFloats(), Is.EqualTo(new[] { 0f, 0f }));
    }

    [Test]
    public void Eye_Matrix_IsTheIdentity()
    {
        using Tensor weight = full(new long[] { 2, 3 }, 7.0);
        init.eye_(weight);
        Assert.That(weight.ToFloats(), Is.EqualTo(new[] { 1f, 0, 0, 0, 1, 0 }));
    }

    [Test]
    public void Dirac_Convolution_HandsChannelsThrough()
    {
        using Tensor weight = full(new long[] { 2, 2, 3, 3 }, 7.0);
        using Tensor input = randn(1, 2, 4, 4);
        init.dirac_(weight);
        using Tensor output = functional.conv2d(input, weight, padding: new long[] { 1, 1 });
        Assert.That(output.ToFloats(), Is.EqualTo(input.ToFloats()));
    }

    [TestCase(3, 5)]
    [TestCase(5, 3)]
    [TestCase(4, 4)]
    public void Orthogonal_Matrix_HasOrthogonalRowsOrColumns(long rows, long columns)
    {
        using Tensor weight = zeros(rows, columns);
        init.orthogonal_(weight, 2);
        using Tensor turned = weight.t();
        using Tensor product = rows <= columns ? weight.matmul(turned) : turned.matmul(weight);
        using Tensor expected = eye(Math.Min(rows, columns)).mul(4);
        using Tensor difference = product.sub(expected).abs().max();
        Assert.That(difference.ToFloats()[0], Is.LessThan(1e-5));
    }

    [Test]
    public void Sparse_Columns_HaveTheShareOfZeros()
    {
        using Tensor weight = ones(10, 20);
        init.sparse_(weight, 0.25, 1);
        using Tensor zeroes = weight.eq(0).sum(0L);
        Assert.That(zeroes.ToFloats(), Is.All.EqualTo(3f));
    }

    [Test]
    public void FanInAndFanOut_Convolution_CountTheField()
    {
        using Tensor weight = zeros(8, 3, 5, 5);
        Assert.That(init.CalculateFanInAndFanOut(weight), Is.EqualTo((75L, 200L)));
    }

    [Test]
    public void FanInAndFanOut_Vector_Throws()
    {
        using Tensor weight = zeros(8);
        Assert.That(() => init.CalculateFanInAndFanOut(weight), Throws.ArgumentException);
    }
}
