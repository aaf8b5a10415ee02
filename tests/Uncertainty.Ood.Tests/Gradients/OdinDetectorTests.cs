using TorchSharp.Modules;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class OdinDetectorTests
{
    /// <summary>A linear network, whose gradient is known: ∂ ln S / ∂x = (w_y - Σ p w) / T.</summary>
    [Test]
    public void Score_LinearNetwork_IsTheFormula([Values] bool scaled)
    {
        const double temperature = 3;
        const double step = 0.05;
        double[] scale = scaled ? [0.5, 1, 2, 4] : [1, 1, 1, 1];
        using Linear network = nn.Linear(4, 3, dtype: ScalarType.Float64);
        using Tensor inputs = Networks.Inputs(5, 6, 4).to_type(ScalarType.Float64);
        double[][] weights = [.. Values.Of(network.weight!).Chunk(4)];
        double[] biases = Values.Of(network.bias!);
        double[] expected = [.. Values.Of(inputs).Chunk(4).Select(x =>
        {
            double[] p = Softmax(Logits(x));
            int predicted = Array.IndexOf(p, p.Max());
            double[] moved = [.. x.Select((value, i) =>
            {
                double gradient = (weights[predicted][i] - p.Select((share, k) => share * weights[k][i]).Sum()) / temperature;
                return value + (step / scale[i] * Math.Sign(gradient));
            })];
            return -Softmax(Logits(moved)).Max();
        })];

        OdinDetector detector = new(network, new OdinOptions { Temperature = temperature, Step = step, InputScale = scaled ? scale : null });
        using Tensor scores = detector.Score(inputs);
        Assert.That(Values.Of(scores), Is.EqualTo(expected).Within(1e-14));

        double[] Logits(double[] x) => [.. weights.Select((row, k) => row.Zip(x, (w, value) => w * value).Sum() + biases[k])];

        double[] Softmax(double[] logits)
        {
            double sum = logits.Sum(logit => Math.Exp(logit / temperature));
            return [.. logits.Select(logit => Math.Exp(logit / temperature) / sum)];
        }
    }

    [Test]
    public void Score_WithoutAStep_IsTheMaximumProbability()
    {
        using ToyProblem toy = new();
        using Tensor odin = new OdinDetector(toy.Network, new OdinOptions { Step = 0 }).Score(toy.Outliers);
        using Tensor baseline = new MaxProbabilityDetector(toy.Network, 1000).Score(toy.Outliers);
        Assert.That(Values.Of(odin), Is.EqualTo(Values.Of(baseline)));
    }

    [Test]
    public void Score_WithTheStep_MakesThePredictedClassMoreProbable()
    {
        using ToyProblem toy = new(ScalarType.Float64);
        using Tensor odin = new OdinDetector(toy.Network, new OdinOptions { Step = 1e-4 }).Score(toy.Inliers);
        using Tensor baseline = new MaxProbabilityDetector(toy.Network, 1000).Score(toy.Inliers);
        Assert.That(Values.Of(odin).Zip(Values.Of(baseline)), Has.All.Matches<(double First, double Second)>(pair => pair.First < pair.Second));
    }

    [Test]
    public void Options_Defaults_AreThePapers()
    {
        OdinOptions options = new();
        Assert.That((options.Temperature, options.Step, options.InputScale), Is.EqualTo((1000.0, 0.0014, (IReadOnlyList<double>?)null)));
    }

    [Test]
    public void Options_OutOfRange_AreNamed()
    {
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => _ = new OdinOptions { Temperature = 0 })!.ParamName, Is.EqualTo("Temperature"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => _ = new OdinOptions { Step = -1e-9 })!.ParamName, Is.EqualTo("Step"));
        Assert.That(Assert.Throws<ArgumentException>(() => _ = new OdinOptions { InputScale = [1, 0] })!.ParamName, Is.EqualTo("InputScale"));
        Assert.That(Assert.Throws<ArgumentException>(() => _ = new OdinOptions { InputScale = [] })!.ParamName, Is.EqualTo("InputScale"));
    }

    [Test]
    public void Score_InputsThatCannotMove_AreNamed()
    {
        using ToyProblem toy = new();
        using Tensor whole = ones(3, 4, dtype: ScalarType.Int64);
        OdinDetector scaled = new(toy.Network, new OdinOptions { InputScale = [1, 2, 3] });
        Assert.That(Assert.Throws<ArgumentException>(() => new OdinDetector(toy.Network).Score(whole))!.ParamName, Is.EqualTo("inputs"));
        Assert.That(Assert.Throws<ArgumentException>(() => scaled.Score(toy.Inliers))!.ParamName, Is.EqualTo("inputs"));
    }

    [Test]
    public void Score_NetworkWithoutGradients_IsAnError()
    {
        using ToyProblem toy = new();
        using Cut network = new(toy.Network);
        Assert.That(() => new OdinDetector(network).Score(toy.Inliers), Throws.InvalidOperationException.With.Message.Contains("cuts it off"));
    }

    private sealed class Cut : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _inner;

        public Cut(nn.Module<Tensor, Tensor> inner)
            : base(nameof(Cut))
        {
            _inner = inner;
        }

        public override Tensor forward(Tensor input) => _inner.call(input).detach();
    }
}
