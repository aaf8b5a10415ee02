using TorchSharp;

namespace Uncertainty.Evaluation;

/// <summary>
/// Conformal risk control: the smallest λ of a grid at which the expected loss on a new input is at most α. A larger λ must mean a larger,
/// more careful answer with a loss no higher: for maps, more pixels and fewer of the true ones missed. The guarantee needs calibration
/// inputs and new ones to be exchangeable and is over both. Made by <see cref="Fit(ReadOnlySpan{double}, ReadOnlySpan{double},
/// RiskControlOptions?)"/> or, in parts, by <see cref="RiskControlAccumulator"/>. Immutable; safe for several threads.
/// </summary>
/// <remarks>
/// Angelopoulos, Bates, Fisch, Lei, Schuster, "Conformal Risk Control", ICLR 2024, Eq. (4) and (5): λ̂ = inf {λ : (n R̂(λ) + B)/(n + 1) ≤
/// α}, R̂ the mean loss of n calibration inputs and B its bound. Where no λ of the grid qualifies, λ̂ is infinite.
/// </remarks>
public sealed class RiskControl
{
    private const string Kind = "risk_control";
    private const int FileVersion = 1;

    private readonly double[] _grid;
    private readonly double[] _sums;

    internal RiskControl(double[] grid, double[] sums, int inputs, RiskControlOptions options)
    {
        if (!(options.Alpha < options.LossBound))
        {
            throw new ArgumentException(
                $"must have an Alpha below LossBound; got {SpanGuard.Text(options.Alpha)} and {SpanGuard.Text(options.LossBound)}.",
                nameof(options));
        }

        _grid = grid;
        _sums = sums;
        CalibrationInputs = inputs;
        Options = options;

        // As a decimal α (n + 1) is what it was meant to be, so that equality is met; beyond decimal's range there is nothing to mend.
        double allowed = options.Alpha < 1e15 ? (double)ConformalRank.Share(options.Alpha, inputs) : options.Alpha * (inputs + 1.0);
        int place = Array.FindIndex(sums, sum => sum + options.LossBound <= allowed);
        Lambda = place < 0 ? double.PositiveInfinity : grid[place];
    }

    /// <summary>λ̂; infinite where no λ of the grid keeps the risk.</summary>
    public double Lambda { get; }

    /// <summary>
    /// False where no λ of the grid keeps the risk: calibration inputs are fewer than B/α - 1, or losses too high everywhere.
    /// </summary>
    public bool IsFinite => double.IsFinite(Lambda);

    /// <summary>[G] the λ that were tried, rising.</summary>
    public IReadOnlyList<double> Grid => _grid;

    /// <summary>[G] mean loss R̂ of the calibration inputs at each λ.</summary>
    public IReadOnlyList<double> Risks => [.. _sums.Select(sum => sum / CalibrationInputs)];

    /// <summary>Number of calibration inputs n.</summary>
    public int CalibrationInputs { get; }

    /// <summary>How λ was chosen.</summary>
    public RiskControlOptions Options { get; }

    /// <summary>Chooses λ from all losses at once.</summary>
    /// <param name="losses">
    /// [n, G] loss of each calibration input at each λ, row-major; finite, at most B, none higher than at a smaller λ.
    /// </param>
    /// <param name="grid">[G] the λ, rising; finite.</param>
    /// <param name="options">α and B; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// A span is empty or not finite, losses are no whole number of rows, rise with λ or exceed B, or the grid does not rise.
    /// </exception>
    public static RiskControl Fit(ReadOnlySpan<double> losses, ReadOnlySpan<double> grid, RiskControlOptions? options = null)
    {
        RiskControlAccumulator inputs = new(grid, options);
        inputs.Update(losses);
        return inputs.Compute();
    }

    /// <summary>Chooses λ from losses that come one input after another; none of them is kept.</summary>
    /// <param name="losses">[G] loss at each λ, of one calibration input after another; enumerated once.</param>
    /// <param name="grid">[G] the λ, rising; finite.</param>
    /// <param name="options">α and B; null for the defaults.</param>
    /// <param name="cancellationToken">Looked at before each input.</param>
    /// <inheritdoc cref="Fit(ReadOnlySpan{double}, ReadOnlySpan{double}, RiskControlOptions?)" path="/exception"/>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static RiskControl Fit(
        IEnumerable<double[]> losses,
        ReadOnlySpan<double> grid,
        RiskControlOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        RiskControlAccumulator inputs = new(grid, options);
        foreach (double[] input in Guard.NotNull(losses))
        {
            cancellationToken.ThrowIfCancellationRequested();
            inputs.Update(input);
        }

        return inputs.CalibrationInputs > 0
            ? inputs.Compute()
            : throw new ArgumentException("must hold the losses of at least one input; got none.", nameof(losses));
    }

    /// <summary>
    /// [P] the pixels of a map that are in its answer: those with probability at least 1 - λ̂; all of them where λ̂ is infinite.
    /// </summary>
    /// <param name="probabilities">[P] probability of each pixel, in [0, 1].</param>
    /// <exception cref="ArgumentException"><paramref name="probabilities"/> is empty or out of range.</exception>
    public bool[] Select(ReadOnlySpan<double> probabilities)
    {
        SpanGuard.NotEmpty(probabilities);
        SpanGuard.Unit(probabilities);
        bool[] selected = new bool[probabilities.Length];
        for (int i = 0; i < selected.Length; i++)
        {
            selected[i] = probabilities[i] >= 1 - Lambda;
        }

        return selected;
    }

    /// <summary>Writes grid, risks and options as a safetensors file.</summary>
    /// <param name="path">Where; a file that is there already is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        KeyValuePair<string, string>[] settings =
        [
            ConformalFiles.Setting("inputs", CalibrationInputs),
            new("alpha", TensorFile.Exact(Options.Alpha)),
            new("loss_bound", TensorFile.Exact(Options.LossBound)),
        ];
        TensorFile.Save(path, Kind, FileVersion, settings, [("grid", torch.tensor(_grid)), ("sums", torch.tensor(_sums))]);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, holds something else or is of a newer version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RiskControl Load(string path)
    {
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        double[] grid = file.Numbers("grid");
        double[] sums = file.Numbers("sums");
        return file.Make(() =>
        {
            RiskControlAccumulator.CheckGrid(grid);
            RiskControlAccumulator.CheckLosses(sums, grid, nameof(sums));
            RiskControlOptions options = new() { Alpha = file.Number("alpha"), LossBound = file.Number("loss_bound") };
            return new RiskControl(grid, sums, file.Count("inputs"), options);
        });
    }
}
