namespace Uncertainty.Evaluation;

/// <summary>
/// Gathers the losses of calibration inputs in parts, in memory that does not grow with their number. Not for several threads at once.
/// </summary>
public sealed class RiskControlAccumulator
{
    private readonly double[] _grid;
    private readonly double[] _sums;
    private readonly RiskControlOptions _options;

    /// <summary>Starts with nothing gathered.</summary>
    /// <param name="grid">[G] the λ to try, rising; finite.</param>
    /// <param name="options">α and B; null for the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="grid"/> is empty, not finite or does not rise.</exception>
    public RiskControlAccumulator(ReadOnlySpan<double> grid, RiskControlOptions? options = null)
    {
        CheckGrid(grid);
        _grid = grid.ToArray();
        _sums = new double[grid.Length];
        _options = options ?? new RiskControlOptions();
    }

    /// <summary>Number of inputs so far.</summary>
    public int CalibrationInputs { get; private set; }

    /// <summary>Takes the losses of more inputs. After an exception nothing of them was taken.</summary>
    /// <param name="losses">[N, G] loss of each input at each λ, row-major; finite, at most B, none higher than at a smaller λ.</param>
    /// <exception cref="ArgumentException">Losses are empty, not finite, no whole number of rows, rise with λ, or exceed B.</exception>
    public void Update(ReadOnlySpan<double> losses)
    {
        CheckLosses(losses, _grid, nameof(losses));
        for (int i = 0; i < losses.Length; i++)
        {
            if (losses[i] > _options.LossBound)
            {
                throw SpanGuard.Element($"at most LossBound, {SpanGuard.Text(_options.LossBound)}", losses[i], i, nameof(losses));
            }
        }

        CalibrationInputs = checked(CalibrationInputs + (losses.Length / _grid.Length));
        for (int i = 0; i < losses.Length; i++)
        {
            _sums[i % _grid.Length] += losses[i];
        }
    }

    /// <summary>Chooses λ by what was gathered so far; gathering may go on.</summary>
    /// <exception cref="InvalidOperationException">Nothing was gathered.</exception>
    /// <exception cref="ArgumentException">The options' α is not below B.</exception>
    public RiskControl Compute() => CalibrationInputs > 0
        ? new RiskControl(_grid, [.. _sums], CalibrationInputs, _options)
        : throw new InvalidOperationException("There are no losses yet: call Update first.");

    internal static void CheckGrid(ReadOnlySpan<double> grid)
    {
        SpanGuard.NotEmpty(grid);
        SpanGuard.Finite(grid);
        for (int i = 1; i < grid.Length; i++)
        {
            if (grid[i] <= grid[i - 1])
            {
                throw SpanGuard.Element($"above that before it, {SpanGuard.Text(grid[i - 1])}", grid[i], i, nameof(grid));
            }
        }
    }

    internal static void CheckLosses(ReadOnlySpan<double> losses, ReadOnlySpan<double> grid, string name)
    {
        SpanGuard.NotEmpty(losses, name);
        SpanGuard.Finite(losses, name);
        if (losses.Length % grid.Length != 0)
        {
            throw new ArgumentException(
                $"must be [N, G] with G = {grid.Length}; {losses.Length} values are no whole number of rows.", name);
        }

        for (int i = 0; i < losses.Length; i++)
        {
            if (i % grid.Length > 0 && losses[i] > losses[i - 1])
            {
                throw SpanGuard.Element(
                    $"no higher than that at the smaller λ before it, {SpanGuard.Text(losses[i - 1])}", losses[i], i, name);
            }
        }
    }
}
