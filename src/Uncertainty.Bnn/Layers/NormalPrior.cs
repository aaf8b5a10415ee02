using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>A normal prior N(m, s²) over each weight; its divergence is known in closed form.</summary>
/// <remarks>KL(N(μ, σ²) ‖ N(m, s²)) = ln(s / σ) + (σ² + (μ − m)²) / (2 s²) − ½, in nats.</remarks>
public sealed record NormalPrior : WeightPrior
{
    private readonly double _mean;
    private readonly double _standardDeviation = 1;

    /// <summary>Its mean m. Default 0; finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public double Mean
    {
        get => _mean;
        init => _mean = double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(Mean), value, "must be finite.");
    }

    /// <summary>Its standard deviation s. Default 1; greater than 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double StandardDeviation
    {
        get => _standardDeviation;
        init => _standardDeviation = Guard.Positive(value, nameof(StandardDeviation));
    }

    /// <inheritdoc/>
    public override bool IsClosedForm => true;

    internal override string Text => $"normal prior of mean {TensorFile.Exact(Mean)} and deviation {TensorFile.Exact(StandardDeviation)}";

    internal override Tensor Divergence(Tensor mean, Tensor deviation)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor squares = (deviation.square() + (mean - Mean).square()).sum() / (2 * StandardDeviation * StandardDeviation);
        double constant = mean.numel() * (Math.Log(StandardDeviation) - 0.5);
        return (squares - deviation.log().sum() + constant).MoveToOuterDisposeScope();
    }
}
