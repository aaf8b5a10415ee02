using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>Categorical distribution over the classes 0, …, C − 1.</summary>
public sealed class Categorical : DiscreteDistribution, IHasMoments, IHasMode, IHasEntropy
{
    private Categorical(Tensor probabilities, Tensor logProbabilities)
        : base([probabilities, logProbabilities], probabilities.shape[..^1])
    {
        Probabilities = probabilities;
        LogProbabilities = logProbabilities;
    }

    /// <summary>[B…, C] probabilities. The distribution's own: not to be disposed.</summary>
    public Tensor Probabilities { get; }

    /// <summary>[B…, C] logarithms of the probabilities. The distribution's own: not to be disposed.</summary>
    public Tensor LogProbabilities { get; }

    /// <summary>Number of classes C.</summary>
    public long Classes => Probabilities.shape[^1];

    internal override Interval Support => new(0, Classes - 1);

    /// <summary>A batch given by probabilities.</summary>
    /// <param name="probabilities">[B…, C] probabilities: at least 0, with sum 1 over the classes.</param>
    /// <exception cref="ArgumentException">The rows are no distributions.</exception>
    public static Categorical FromProbabilities(Tensor probabilities)
    {
        Parameter.Real(probabilities);
        Guard.MinimumRank(probabilities, 1, "[…, C]");
        Guard.Distribution(probabilities, -1);
        using DisposeScope scope = torch.NewDisposeScope();
        return new Categorical(probabilities.alias(), probabilities.log());
    }

    /// <summary>A batch given by logits: their softmax is taken.</summary>
    /// <param name="logits">[B…, C] finite logits.</param>
    /// <exception cref="ArgumentException">A logit is not finite.</exception>
    public static Categorical FromLogits(Tensor logits)
    {
        Parameter.Real(logits);
        Guard.MinimumRank(logits, 1, "[…, C]");
        using DisposeScope scope = torch.NewDisposeScope();
        return new Categorical(logits.softmax(-1), torch.nn.functional.log_softmax(logits, -1));
    }

    /// <summary>[B…] mean of the class's number. New tensor.</summary>
    public Tensor Mean() => Scoped(() => (Probabilities * Numbers()).sum(-1));

    /// <summary>[B…] variance of the class's number. New tensor.</summary>
    public Tensor Variance() => Scoped(() =>
    {
        Tensor numbers = Numbers();
        Tensor mean = (Probabilities * numbers).sum(-1, keepdim: true);
        return (Probabilities * (numbers - mean).square()).sum(-1);
    });

    /// <summary>[B…] the most probable class, the lowest of those that tie, as 64-bit integer. New tensor.</summary>
    public Tensor Mode() => Scoped(() =>
    {
        // Which of several equal numbers torch's argmax takes is not promised: the first is where its flag's count is 1.
        Tensor best = Probabilities.eq(Probabilities.amax([-1L], keepdim: true)).to_type(torch.ScalarType.Int64);
        return best.cumsum(-1).eq(0).sum(-1);
    });

    /// <inheritdoc/>
    public Tensor Entropy() => Scoped(() => Special.EntropyTerm(Probabilities, LogProbabilities).sum(-1));

    /// <exception cref="ArgumentException">A value is none of the classes.</exception>
    internal override Tensor LogProbabilityCore(Tensor value)
    {
        (double lowest, double highest) = Parameter.Extremes(value);
        if (lowest < 0 || highest >= Classes || !IsWhole(value).all().item<bool>())
        {
            throw new ArgumentException(
                $"must hold classes, whole numbers in range [0, {Classes - 1}]; got numbers from {lowest:G6} to {highest:G6}.",
                nameof(value));
        }

        return Take(LogProbabilities, value);
    }

    internal override Tensor CdfCore(Tensor value) =>
        Take(Probabilities.cumsum(-1), value.clamp(0, Classes - 1)).masked_fill(value.lt(0), 0).masked_fill(value.ge(Classes - 1), 1);

    internal override Tensor SurvivalCore(Tensor value) =>
        Take(Probabilities.flip(-1).cumsum(-1).flip(-1) - Probabilities, value.clamp(0, Classes - 1))
            .masked_fill(value.lt(0), 1)
            .masked_fill(value.ge(Classes - 1), 0);

    internal override Tensor Draw(long[] shape, torch.Generator generator)
    {
        long count = Batch.Aggregate(1L, (product, length) => product * length);
        long draws = shape.Aggregate(1L, (product, length) => product * length) / count;
        Tensor rows = Probabilities.detach().cpu().reshape(count, Classes);
        return torch.multinomial(rows, draws, replacement: true, generator: generator).t().reshape(shape).to(Device);
    }

    private Tensor Numbers() => torch.arange(Classes, dtype: Type, device: Device);

    private Tensor Take(Tensor table, Tensor value)
    {
        long[] shape = Shapes.Broadcast(value.shape, Batch)!;
        Tensor index = value.floor().to_type(torch.ScalarType.Int64).expand(shape).unsqueeze(-1);
        long[] whole = [.. shape, Classes];
        return table.expand(whole).gather(-1, index).squeeze(-1);
    }
}
