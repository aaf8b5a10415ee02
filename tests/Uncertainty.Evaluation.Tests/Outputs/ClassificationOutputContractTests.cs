using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Outputs;

/// <summary>What every classification output keeps, for four classes.</summary>
internal abstract class ClassificationOutputContractTests : OutputContractTests
{
    protected const int Classes = 4;

    protected abstract ClassificationOutput Output { get; }

    /// <summary>Aleatoric entropy that raw outputs of 0 stand for; their probabilities are all equal.</summary>
    protected virtual double AleatoricAtZero => Math.Log(Classes);

    protected override int Columns => Output.Columns;

    protected override string TargetsName => "labels";

    protected override IReadOnlyDictionary<string, Func<Tensor, Tensor, Tensor>> Answers
    {
        get
        {
            Dictionary<string, Func<Tensor, Tensor, Tensor>> answers = new()
            {
                ["probabilities"] = (raw, _) => Read(raw, reading => reading.Probabilities),
                ["aleatoric"] = (raw, _) => Read(raw, reading => reading.Aleatoric),
            };
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
    public void Read_IsADistributionAndAnEntropyWithinIt()
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (long[] positions in new long[][] { [], [5], [2, 3] })
        {
            using ClassificationReading reading = Output.Read(Raw(1, positions));
            Assert.That(reading.Probabilities.shape, Is.EqualTo((long[])[Inputs, Classes, .. positions]));
            Assert.That(reading.Aleatoric.shape, Is.EqualTo((long[])[Inputs, .. positions]));
            Assert.That(Values.Of(reading.Probabilities.sum(1)), Has.All.EqualTo(1).Within(1e-12));
            Assert.That(Values.Of(reading.Probabilities), Has.All.GreaterThanOrEqualTo(0));
            Tensor total = torch.xlogy(reading.Probabilities, reading.Probabilities).sum(1).neg();
            Assert.That(Values.Of(total - reading.Aleatoric), Has.All.GreaterThan(-1e-12));
            Assert.That(Values.Of(reading.Aleatoric), Has.All.GreaterThanOrEqualTo(0));
        }
    }

    [Test]
    public void Read_Zeros_IsTheDocumentedStart()
    {
        using Tensor raw = Zeros();
        using ClassificationReading reading = Output.Read(raw);
        Assert.That(Values.Of(reading.Probabilities), Has.All.EqualTo(1.0 / Classes).Within(ZeroTolerance));
        Assert.That(Values.Of(reading.Aleatoric), Has.All.EqualTo(AleatoricAtZero).Within(ZeroTolerance));
    }

    protected virtual double ZeroTolerance => 1e-12;

    protected virtual Tensor Zeros() => zeros([2, Columns], ScalarType.Float64);

    protected override Tensor Targets(long seed, params long[] positions)
    {
        using Generator generator = new((ulong)seed);
        return randint(0, Classes, [Inputs, .. positions], dtype: ScalarType.Int64, generator: generator);
    }

    protected override Tensor Loss(Tensor raw, Tensor targets) => Output.Loss(raw, targets);

    protected override IEnumerable<Tensor?> BadTargets(Tensor good)
    {
        Tensor high = good.clone();
        high[2] = Classes;
        Tensor low = good.clone();
        low[0] = -1;
        return [null, good.narrow(0, 0, 1), good.unsqueeze(1), good.to_type(ScalarType.Float64), good.to_type(ScalarType.Int32), high, low];
    }

    protected Tensor Read(Tensor raw, Func<ClassificationReading, Tensor> part)
    {
        using ClassificationReading reading = Output.Read(raw);
        return part(reading).clone();
    }
}
