using TorchSharp;

namespace Uncertainty.Evaluation;

/// <summary>
/// Split conformal classification: turns any classifier's probabilities into sets of labels that hold the true one with probability at
/// least 1 - α. The guarantee needs nothing of the classifier, only that calibration inputs and new ones are exchangeable (drawn from one
/// source, independently, say) and that the classifier was neither trained nor chosen on them. It is marginal: over calibration sets and
/// inputs, not for each kind of input. With <see cref="ConformalClassifierOptions.ClassConditional"/> it holds for the inputs of each
/// class. Immutable; safe for several threads.
/// </summary>
/// <remarks>
/// Papadopoulos et al., "Inductive Confidence Machines for Regression", ECML 2002; Angelopoulos, Bates, "Conformal Prediction: A Gentle
/// Introduction", 2023. The threshold is the ⌈(n + 1)(1 - α)⌉-th smallest of the n calibration scores; where there are too few of them it
/// is infinite and sets hold all labels. How coverage varies between calibration sets: <see cref="ConformalScores"/>.
/// </remarks>
public sealed class ConformalClassifier
{
    private const string Kind = "conformal_classifier";
    private const int FileVersion = 1;

    private readonly ConformalScores[] _groups;
    private readonly double[] _thresholds;

    private ConformalClassifier(int classes, ConformalScores[] groups, ConformalClassifierOptions options)
    {
        Classes = classes;
        Options = options;
        _groups = groups;
        _thresholds = [.. Enumerable.Range(0, classes).Select(label => Group(label).Threshold(options.Alpha, options.Statistic, tails: 1))];
    }

    /// <summary>Number of classes C.</summary>
    public int Classes { get; }

    /// <summary>How sets are made.</summary>
    public ConformalClassifierOptions Options { get; }

    /// <summary>Number of calibration inputs n.</summary>
    public int CalibrationInputs => _groups.Sum(group => group.Count);

    /// <summary>
    /// [C] threshold for the score of each label; all the same unless class-conditional; infinite where calibration inputs are too few.
    /// </summary>
    public IReadOnlyList<double> Thresholds => _thresholds;

    /// <summary>False where a threshold is infinite, as calibration inputs (of a class) are fewer than ⌈1/α⌉ - 1.</summary>
    public bool IsFinite => _thresholds.All(double.IsFinite);

    /// <summary>Calibrates. Randomised scores take their u by seed and place.</summary>
    /// <param name="probabilities">[n, C] class probabilities of calibration inputs, row-major; each row with sum 1.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="labels">[n] true classes in [0, C).</param>
    /// <param name="options">How to make sets; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// Probabilities are empty, no whole number of rows, negative or not with sum 1, lengths differ, or the options clash.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A label or the number of classes is out of range.</exception>
    public static ConformalClassifier Fit(
        ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<long> labels, ConformalClassifierOptions? options = null)
    {
        SpanGuard.Classification(probabilities, classes, labels);
        ConformalClassifierOptions chosen = LabelScores.Checked(options);
        return Fit(probabilities, classes, labels, chosen, Uniforms.Calibration(chosen));
    }

    /// <summary>Calibrates randomised scores with given u.</summary>
    /// <param name="probabilities">[n, C] class probabilities of calibration inputs, row-major; each row with sum 1.</param>
    /// <param name="classes">Number of classes C; at least 2.</param>
    /// <param name="labels">[n] true classes in [0, C).</param>
    /// <param name="options">How to make sets; they must be randomised.</param>
    /// <param name="uniforms">[n] u in [0, 1]; for the guarantee independent and uniform.</param>
    /// <inheritdoc cref="Fit(ReadOnlySpan{double}, int, ReadOnlySpan{long}, ConformalClassifierOptions?)" path="/exception"/>
    public static ConformalClassifier Fit(
        ReadOnlySpan<double> probabilities,
        int classes,
        ReadOnlySpan<long> labels,
        ConformalClassifierOptions options,
        ReadOnlySpan<double> uniforms)
    {
        int inputs = SpanGuard.Classification(probabilities, classes, labels);
        ConformalClassifierOptions chosen = LabelScores.Checked(Guard.NotNull(options));
        return Fit(probabilities, classes, labels, chosen, Uniforms.Given(chosen, uniforms, inputs));
    }

    /// <summary>Prediction sets. An input's set depends on nothing but the input, and on its number where scores are randomised.</summary>
    /// <param name="probabilities">[N, C] class probabilities, row-major; each row with sum 1.</param>
    /// <param name="firstInput">
    /// Number of the first input, where inputs come in parts; for randomised scores. Default 0; at least 0.
    /// </param>
    /// <exception cref="ArgumentException">Probabilities are empty, no whole number of rows, negative or not with sum 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="firstInput"/> is negative.</exception>
    public PredictionSets Predict(ReadOnlySpan<double> probabilities, int firstInput = 0)
    {
        SpanGuard.Probabilities(probabilities, Classes);
        return LabelScores.Sets(probabilities, _thresholds, Options, Uniforms.Prediction(Options, firstInput));
    }

    /// <summary>Prediction sets of randomised scores with given u.</summary>
    /// <param name="probabilities">[N, C] class probabilities, row-major; each row with sum 1.</param>
    /// <param name="uniforms">[N] u in [0, 1]; for the guarantee independent and uniform.</param>
    /// <exception cref="ArgumentException">
    /// Probabilities are empty, no whole number of rows, negative or not with sum 1, uniforms do not fit, or the scores are not randomised.
    /// </exception>
    public PredictionSets Predict(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> uniforms)
    {
        int inputs = SpanGuard.Probabilities(probabilities, Classes);
        return LabelScores.Sets(probabilities, _thresholds, Options, Uniforms.Given(Options, uniforms, inputs));
    }

    /// <summary>
    /// [N, C] p-values of the labels, row-major, in [1/(n + 1), 1]: (1 + how many calibration scores are at least as high) / (n + 1), of
    /// the label's own class if class-conditional. Sets within the exact threshold are the labels whose p-value is above α.
    /// </summary>
    /// <param name="probabilities">[N, C] class probabilities, row-major; each row with sum 1.</param>
    /// <param name="firstInput">
    /// Number of the first input, where inputs come in parts; for randomised scores. Default 0; at least 0.
    /// </param>
    /// <inheritdoc cref="Predict(ReadOnlySpan{double}, int)" path="/exception"/>
    public double[] PValues(ReadOnlySpan<double> probabilities, int firstInput = 0)
    {
        SpanGuard.Probabilities(probabilities, Classes);
        double[] values = LabelScores.Compute(probabilities, Classes, Options, Uniforms.Prediction(Options, firstInput));
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Group(i % Classes).PValue(values[i]);
        }

        return values;
    }

    /// <summary>
    /// p-value of one label of one input, for online use: as the true labels of a stream become known, their p-values stay at most α with
    /// probability at most α while the stream is as the calibration inputs were. Many small ones say that it no longer is.
    /// </summary>
    /// <param name="probabilities">[C] class probabilities of the input, with sum 1.</param>
    /// <param name="label">The label, in [0, C).</param>
    /// <param name="input">The input's number; for randomised scores. Default 0; at least 0.</param>
    /// <exception cref="ArgumentException">Probabilities are not C, negative or not with sum 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="label"/> or <paramref name="input"/> is out of range.</exception>
    public double PValue(ReadOnlySpan<double> probabilities, int label, int input = 0)
    {
        SpanGuard.Length(probabilities.Length, Classes, "one for each class", nameof(probabilities));
        return label >= 0 && label < Classes
            ? PValues(probabilities, input)[label]
            : throw new ArgumentOutOfRangeException(nameof(label), label, $"must be in range [0, {Classes - 1}].");
    }

    /// <summary>Writes calibration scores and options as a safetensors file. What is read back gives the same sets.</summary>
    /// <param name="path">Where; a file that is there already is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        KeyValuePair<string, string>[] settings = [ConformalFiles.Setting("classes", Classes), .. ClassifierSettings.Of(Options)];
        TensorFile.Save(path, Kind, FileVersion, settings, ConformalFiles.Parts(_groups));
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, holds something else or is of a newer version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ConformalClassifier Load(string path)
    {
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        return file.Make(() =>
        {
            int classes = Guard.AtLeast(file.Count("classes"), 2, "classes");
            ConformalClassifierOptions options = LabelScores.Checked(ClassifierSettings.Read(file));
            return new ConformalClassifier(classes, ConformalFiles.Groups(file, options.ClassConditional ? classes : 1), options);
        });
    }

    private static ConformalClassifier Fit(
        ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<long> labels, ConformalClassifierOptions options, Uniforms uniforms)
    {
        List<double>[] groups = [.. Enumerable.Range(0, options.ClassConditional ? classes : 1).Select(_ => new List<double>())];
        RowScorer scorer = new(classes, options);
        for (int i = 0; i < labels.Length; i++)
        {
            scorer.Score(probabilities.Slice(i * classes, classes), uniforms[i]);
            groups[options.ClassConditional ? labels[i] : 0].Add(scorer.Scores[(int)labels[i]]);
        }

        return new ConformalClassifier(classes, [.. groups.Select(group => new ConformalScores([.. group]))], options);
    }

    private ConformalScores Group(int label) => _groups[Options.ClassConditional ? label : 0];
}
