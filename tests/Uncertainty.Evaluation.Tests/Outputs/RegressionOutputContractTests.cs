using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Outputs;

/// <summary>What every regression output keeps, for three targets.</summary>
internal abstract class RegressionOutputContractTests : OutputContractTests
{
    protected const int Dimensions = 3;

    protected abstract RegressionOutput Output { get; }

    /// <summary>Mean and variance that raw outputs of 0 stand for.</summary>
    protected abstract (double Mean, double Aleatoric) AtZero { get; }

    protected override int Columns => Output.Columns;

    protected override string TargetsName => "targets";

    protected override IReadOnlyDictionary<string, Func<Tensor, Tensor, Tensor>> Answers
    {
        get
        {
            Dictionary<string, Func<Tensor, Tensor, Tensor>> answers = new()
            {
                ["mean"] = (raw, _) => Read(raw, reading => reading.Mean),
                ["aleatoric"] = (raw, _) => Read(raw, reading => reading.Aleatoric),
            };
            if (Output is DensityOutput density)
            {
                answers["log-probability"] = density.LogProbability;
            }

            if (Output is LocationScaleOutput family)
            {
                answers["quantiles"] = (raw, _) => family.Quantiles(raw, [0.025, 0.5, 0.9]);
            }

            foreach ((string name, Func<Tensor, Tensor> answer) in Own)
            {
                answers[name] = (raw, _) => answer(raw);
            }

            return answers;
        }
    }

    /// <summary>Functions that only this output has.</summary>
    protected virtual IReadOnlyDictionary<string, Func<Tensor, Tensor>> Own => new Dictionary<string, Func<Tensor, Tensor>>();

    [Test]
    public void Read_HasTheShapeOfTargets()
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (long[] positions in new long[][] { [], [5], [2, 3] })
        {
            using RegressionReading reading = Output.Read(Raw(1, positions));
            long[] expected = [Inputs, Dimensions, .. positions];
            Assert.That(reading.Mean.shape, Is.EqualTo(expected));
            Assert.That(reading.Aleatoric.shape, Is.EqualTo(expected));
            Assert.That(reading.Epistemic is null || reading.Epistemic.shape.SequenceEqual(expected));
            Assert.That(Values.Of(reading.Aleatoric), Has.All.GreaterThan(0));
        }
    }

    [Test]
    public void Read_Zeros_IsTheDocumentedStart()
    {
        using Tensor raw = zeros([2, Columns], ScalarType.Float64);
        using RegressionReading reading = Output.Read(raw);
        Assert.That(Values.Of(reading.Mean), Has.All.EqualTo(AtZero.Mean).Within(1e-12));
        Assert.That(Values.Of(reading.Aleatoric), Has.All.EqualTo(AtZero.Aleatoric).Within(1e-12));
    }

    /// <summary>Away from the targets the loss is larger than at them.</summary>
    [Test]
    public void Loss_ShiftedTargets_IsLarger()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = Raw(2);
        using RegressionReading reading = Output.Read(raw);
        double near = Output.Loss(raw, reading.Mean).item<double>();
        Assert.That(Output.Loss(raw, reading.Mean + 50).item<double>(), Is.GreaterThan(near));
        Assert.That(Output.Loss(raw, reading.Mean - 50).item<double>(), Is.GreaterThan(near));
    }

    [Test]
    public void NoTargets_Throws() =>
        Assert.That(() => new GaussianOutput(0), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("targets"));

    protected override Tensor Targets(long seed, params long[] positions) =>
        Networks.Inputs(seed, [Inputs, Dimensions, .. positions]).to_type(ScalarType.Float64);

    protected override Tensor Loss(Tensor raw, Tensor targets) => Output.Loss(raw, targets);

    protected override IEnumerable<Tensor?> BadTargets(Tensor good)
    {
        Tensor broken = good.clone();
        broken[0, 0] = double.NaN;
        return [null, good.select(1, 0), good.narrow(1, 0, 1), good.narrow(0, 0, 1), good.unsqueeze(2), broken];
    }

    protected Tensor Read(Tensor raw, Func<RegressionReading, Tensor> part)
    {
        using RegressionReading reading = Output.Read(raw);
        return part(reading).clone();
    }
}
