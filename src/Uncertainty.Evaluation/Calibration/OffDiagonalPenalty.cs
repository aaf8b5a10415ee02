namespace Uncertainty.Evaluation;

/// <summary>
/// Off-diagonal and intercept regularisation (ODIR) of <see cref="MatrixScaling"/> and <see cref="DirichletCalibration"/>: what is added to the mean
/// negative log-likelihood. Without it both overfit where classes are many and inputs few.
/// </summary>
/// <remarks>
/// Kull, Perello Nieto, Kängsepp, Silva Filho, Song, Flach, "Beyond Temperature Scaling: Obtaining Well-Calibrated Multiclass Probabilities with
/// Dirichlet Calibration", NeurIPS 2019, Section 3. Both are chosen by cross-validation there, among powers of ten.
/// </remarks>
public sealed record OffDiagonalPenalty
{
    private readonly double _offDiagonal;
    private readonly double _intercept;

    /// <summary>λ, times the mean square of the C (C - 1) weights off the diagonal. Default 0; finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0 or not finite.</exception>
    public double OffDiagonal
    {
        get => _offDiagonal;
        init => _offDiagonal = Guard.InRange(value, 0, double.MaxValue, nameof(OffDiagonal));
    }

    /// <summary>μ, times the mean square of the C intercepts. Default 0; finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0 or not finite.</exception>
    public double Intercept
    {
        get => _intercept;
        init => _intercept = Guard.InRange(value, 0, double.MaxValue, nameof(Intercept));
    }

    internal IEnumerable<KeyValuePair<string, string>> Settings =>
        [new("off_diagonal", TensorFile.Exact(OffDiagonal)), new("intercept", TensorFile.Exact(Intercept))];

    internal static OffDiagonalPenalty Read(FittedFile file) =>
        file.Make(() => new OffDiagonalPenalty { OffDiagonal = file.Number("off_diagonal"), Intercept = file.Number("intercept") });
}
