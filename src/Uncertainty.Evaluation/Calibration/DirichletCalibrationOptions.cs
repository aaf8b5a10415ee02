namespace Uncertainty.Evaluation;

/// <summary>How <see cref="DirichletCalibration"/> is fitted.</summary>
public sealed record DirichletCalibrationOptions
{
    /// <summary>Least probability where none is given: 2⁻⁵², about 2.2e-16.</summary>
    public const double DefaultFloor = 1.0 / (1L << 52);

    private readonly double _floor = DefaultFloor;
    private readonly OffDiagonalPenalty _penalty = new();

    /// <summary>
    /// What smaller probabilities count as, in fitting and after, since 0 has no logarithm. Default 2⁻⁵², as in the authors' code; 0 for an error
    /// where a probability is 0; below 0.5.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Floor
    {
        get => _floor;
        init => _floor = LogProbability.Checked(value, nameof(Floor));
    }

    /// <summary>Penalties of weights and intercepts. Default none.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public OffDiagonalPenalty Penalty
    {
        get => _penalty;
        init => _penalty = Guard.NotNull(value, nameof(Penalty));
    }
}
