namespace Uncertainty.Bnn;

/// <summary>How a <see cref="LaplaceApproximation"/> is fitted and drawn from.</summary>
public sealed record LaplaceOptions : SamplingOptions
{
    private readonly int _draws = 50;
    private readonly double? _priorPrecision;
    private readonly double? _noiseVariance;
    private readonly LaplaceCovariance _covariance = LaplaceCovariance.Kronecker;
    private readonly LaplaceLayers _layers = LaplaceLayers.Last;
    private readonly LaplaceDrawing _drawing = LaplaceDrawing.Linearised;

    /// <summary>Number of posterior draws S, also of <see cref="LaplaceLink.MonteCarlo"/>. Default 50; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Draws
    {
        get => _draws;
        init => _draws = Guard.AtLeast(value, 1, nameof(Draws));
    }

    /// <summary>Seed of the draws. Default 0; draw s of one seed is the same on every run.</summary>
    public long Seed { get; init; }

    /// <summary>The layers whose weights vary. Default <see cref="LaplaceLayers.Last"/>.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public LaplaceLayers Layers
    {
        get => _layers;
        init => _layers = Guard.NotNull(value, nameof(Layers));
    }

    /// <summary>
    /// Which function a draw of the weights is. Default <see cref="LaplaceDrawing.Linearised"/>; with <see cref="LaplaceLayers.Last"/> there is no
    /// difference.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration.</exception>
    public LaplaceDrawing Drawing
    {
        get => _drawing;
        init => _drawing = Guard.Named(value, nameof(Drawing));
    }

    /// <summary>What is kept of the curvature. Default <see cref="LaplaceCovariance.Kronecker"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration.</exception>
    public LaplaceCovariance Covariance
    {
        get => _covariance;
        init => _covariance = Guard.Named(value, nameof(Covariance));
    }

    /// <summary>
    /// Precision δ of the normal prior of each weight that varies, N(0, 1/δ); greater than 0. Default null: the one that maximises
    /// the marginal likelihood. A network trained with weight decay λ on a mean loss over N inputs has δ = N λ.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double? PriorPrecision
    {
        get => _priorPrecision;
        init => _priorPrecision = value is { } precision ? Guard.Positive(precision, nameof(PriorPrecision)) : null;
    }

    /// <summary>
    /// Variance σ² of a regression's noise, in the square of the target's unit; greater than 0. Default null: the one that maximises the marginal
    /// likelihood. A classification has none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double? NoiseVariance
    {
        get => _noiseVariance;
        init => _noiseVariance = value is { } variance ? Guard.Positive(variance, nameof(NoiseVariance)) : null;
    }
}
