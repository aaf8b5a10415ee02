using TorchSharp;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation;

/// <summary>
/// Quantiles of the targets at L levels, without a family of distributions: K = L D raw outputs, the D of the first level first. They cannot cross:
/// the first level's are raw, each further level adds the softplus of its own, so that zeros stand for 0, ln 2, 2 ln 2, …
/// </summary>
/// <remarks>
/// Koenker and Bassett, "Regression Quantiles", Econometrica 1978. Made for calibrated intervals of any noise: quantiles at α/2 and 1 - α/2 go to
/// <see cref="ConformalRegressor"/>.
/// </remarks>
public sealed class QuantileOutput : RegressionOutput
{
    private readonly double[] _levels;

    /// <summary>For D targets and L levels.</summary>
    /// <param name="targets">Number of targets D; at least 1.</param>
    /// <param name="levels">Levels in (0, 1), strictly increasing; at least two. Copied.</param>
    /// <param name="mayCross">Whether each raw output is a quantile by itself, which may then come to lie below a lower level's. Default no.</param>
    /// <exception cref="ArgumentException">The levels do not increase, are fewer than two, or one is not in (0, 1).</exception>
    public QuantileOutput(int targets, IReadOnlyList<double> levels, bool mayCross = false)
        : base(targets)
    {
        _levels = QuantileLevels.CheckIncreasing(levels);
        MayCross = mayCross;
    }

    /// <summary>The L levels, strictly increasing in (0, 1).</summary>
    public IReadOnlyList<double> Levels => Array.AsReadOnly(_levels);

    /// <summary>Whether each raw output is a quantile by itself.</summary>
    public bool MayCross { get; }

    /// <inheritdoc/>
    public override int Columns => _levels.Length * Targets;

    /// <summary>
    /// Pinball loss max(τ (y - q), (τ - 1)(y - q)), its mean over inputs, targets and levels (not the sum over levels), in the targets' unit.
    /// </summary>
    /// <inheritdoc/>
    public override Tensor Loss(Tensor raw, Tensor targets)
    {
        CheckTargets(targets, CheckRaw(raw));
        using DisposeScope scope = NewDisposeScope();
        Tensor levels = ForLevels(raw, _levels);
        Tensor residuals = targets.unsqueeze(1) - Places(raw);
        return maximum(residuals * levels, residuals * (levels - 1)).mean().MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The normal distribution with the same lowest and highest quantiles: Aleatoric is its variance ((q_L - q_1)/(z_L - z_1))², z the standard
    /// normal quantiles. Mean is the median where 0.5 is among the levels, and otherwise that distribution's mean: an estimate that
    /// takes the tails for normal ones, as quantiles alone say nothing of a mean.
    /// </summary>
    /// <inheritdoc/>
    public override RegressionReading Read(Tensor raw)
    {
        CheckRaw(raw);
        using DisposeScope scope = NewDisposeScope();
        Tensor places = Places(raw);
        double low = QuantileLevels.StandardNormal(_levels[0]);
        double high = QuantileLevels.StandardNormal(_levels[^1]);
        Tensor lowest = places.select(1, 0);
        Tensor deviation = (places.select(1, _levels.Length - 1) - lowest) / (high - low);
        int median = Array.IndexOf(_levels, 0.5);
        Tensor mean = median < 0 ? lowest - (deviation * low) : places.select(1, median).clone();
        return new RegressionReading(mean, deviation.square());
    }

    /// <summary>[N, L, D, …] quantiles, in the targets' unit. A new tensor, the caller's.</summary>
    /// <param name="raw">[N, K, …] raw outputs of the network.</param>
    /// <exception cref="ArgumentException">The shape does not fit, or a value is not finite.</exception>
    public Tensor Quantiles(Tensor raw)
    {
        CheckRaw(raw);
        using DisposeScope scope = NewDisposeScope();
        return Places(raw).clone().MoveToOuterDisposeScope();
    }

    /// <summary>[N, L, D, …]</summary>
    private Tensor Places(Tensor raw)
    {
        long[] shape = [raw.shape[0], _levels.Length, Targets, .. raw.shape.AsSpan(2)];
        Tensor each = raw.reshape(shape);
        return MayCross
            ? each
            : cat([each.narrow(1, 0, 1), each.narrow(1, 1, _levels.Length - 1).softplus()], 1).cumsum(1);
    }
}
