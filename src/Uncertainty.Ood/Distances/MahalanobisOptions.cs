namespace Uncertainty.Ood;

/// <summary>How <see cref="MahalanobisDetector"/> is fitted.</summary>
public sealed record MahalanobisOptions
{
    private readonly double _ridge;
    private readonly IReadOnlyList<double>? _layerWeights;

    /// <summary>
    /// Whether the covariance of N inputs of C classes divides by N - C, for the estimate without bias, and not by N, as in the paper: all
    /// squared distances are then (N - C) / N times as large. Default false.
    /// </summary>
    public bool Unbiased { get; init; }

    /// <summary>
    /// How many times the mean of the covariance's diagonal is added to the diagonal. Default 0: a covariance that is singular is an error;
    /// at least 0, finite.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double Ridge
    {
        get => _ridge;
        init => _ridge = Guard.InRange(value, 0, double.MaxValue, nameof(Ridge));
    }

    /// <summary>
    /// What the squared distance of each layer of the reader counts, in its order; each at least 0, at least one above. Default null: one
    /// layer counts 1, of several each is standardised by its mean and its deviation over the batches, and they are added.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A weight is out of range, or all are 0.</exception>
    public IReadOnlyList<double>? LayerWeights
    {
        get => _layerWeights;
        init
        {
            foreach (double weight in value ?? [])
            {
                Guard.InRange(weight, 0, double.MaxValue, nameof(LayerWeights));
            }

            _layerWeights = value is null || value.Any(weight => weight > 0)
                ? value?.ToArray()
                : throw new ArgumentOutOfRangeException(nameof(LayerWeights), "must hold at least one weight above 0.");
        }
    }
}
