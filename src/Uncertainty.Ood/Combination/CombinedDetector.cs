using System.Globalization;
using TorchSharp;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// Several detectors as one: each score becomes a p-value among the detector's scores of inlier calibration inputs, (1 + how many of these are at
/// least as high) / (n + 1), and the p-values one number by <see cref="PValueCombination"/>. Scores of any unit and spread can so be put together.
/// Immutable; keeps the calibration scores, 16 n bytes for each detector. The detectors stay the caller's.
/// </summary>
/// <remarks>
/// Vovk, Gammerman, Shafer, "Algorithmic Learning in a Random World", 2005, for the p-values. Inputs beyond all calibration inputs have the same
/// p-value 1/(n + 1), however far they are. A threshold comes from scores of this detector of inliers that are neither training nor calibration
/// inputs. As safe for several threads as the detectors are.
/// </remarks>
public sealed class CombinedDetector : ISavableDetector
{
    private const string Kind = "combined detector";
    private const int FileVersion = 1;
    private const string CombinationKey = "combination";
    private const string MembersKey = "members";
    private const int FewestMembers = 2;

    private readonly IOodDetector[] _members;
    private readonly ConformalScores[] _calibration;
    private readonly double[][] _scores;

    private CombinedDetector(IOodDetector[] members, double[][] scores, PValueCombination combination)
    {
        _members = members;
        _scores = scores;
        _calibration = [.. scores.Select(row => ConformalScores.Fit(row))];
        Combination = combination;
    }

    /// <summary>The detectors M.</summary>
    public IReadOnlyList<IOodDetector> Members => _members;

    /// <summary>How the p-values are put together.</summary>
    public PValueCombination Combination { get; }

    /// <summary>Number n of calibration inputs.</summary>
    public int CalibrationCount => _scores[0].Length;

    /// <summary>Scores inliers by each detector.</summary>
    /// <param name="members">The detectors, at least 2; they stay the caller's.</param>
    /// <param name="calibration">[B, …] inliers that no model and no detector was trained or fitted on; read once.</param>
    /// <param name="combination">How to put the p-values together. Default <see cref="PValueCombination.Fisher"/>.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellationToken">Looked at before each batch.</param>
    /// <exception cref="ArgumentException">The detectors are fewer than 2 or one is null; the batches are none or not inputs of the detectors.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such combination.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static CombinedDetector Fit(
        IReadOnlyList<IOodDetector> members,
        IEnumerable<Tensor> calibration,
        PValueCombination combination = PValueCombination.Fisher,
        IProgress<DetectorProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        IOodDetector[] own = Checked(members);
        Guard.NotNull(calibration);
        Guard.Named(combination);
        List<double>[] scores = [.. own.Select(_ => new List<double>())];
        foreach (Tensor inputs in new InputStream(1, progress, cancellationToken).Read(calibration, nameof(calibration)))
        {
            for (int member = 0; member < own.Length; member++)
            {
                scores[member].AddRange(Numbers(own[member], inputs));
            }
        }

        return new CombinedDetector(own, [.. scores.Select(row => row.Order().ToArray())], combination);
    }

    /// <inheritdoc/>
    public Tensor Score(Tensor inputs)
    {
        double[][] values = Values(inputs);
        double[] row = new double[values.Length];
        double[] scores = new double[values[0].Length];
        for (int input = 0; input < scores.Length; input++)
        {
            for (int member = 0; member < row.Length; member++)
            {
                row[member] = values[member][input];
            }

            scores[input] = PValues.Combine(row, Combination);
        }

        using DisposeScope scope = torch.NewDisposeScope();
        return torch.tensor(scores, device: inputs.device).MoveToOuterDisposeScope();
    }

    /// <summary>[M, N] p-values of each detector, in [1/(n + 1), 1]; low is foreign. A new tensor, the caller's.</summary>
    /// <param name="inputs">[N, …] inputs of the detectors; finite, N at least 1.</param>
    /// <inheritdoc cref="IOodDetector.Score" path="/exception"/>
    public Tensor MemberPValues(Tensor inputs)
    {
        double[][] values = Values(inputs);
        using DisposeScope scope = torch.NewDisposeScope();
        return torch.tensor(values.SelectMany(row => row).ToArray(), [values.Length, values[0].Length], device: inputs.device)
            .MoveToOuterDisposeScope();
    }

    /// <summary>Writes the calibration scores and the combination, not the detectors; save these beside it.</summary>
    /// <inheritdoc/>
    public void Save(string path)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        KeyValuePair<string, string>[] settings =
        [
            new(CombinationKey, Combination.ToString()),
            new(MembersKey, string.Join('\n', _members.Select(Name))),
        ];
        (string Name, Tensor Value)[] scores = [.. _scores.Select((row, member) => (Key(member), torch.tensor(row)))];
        TensorFile.Save(path, Kind, FileVersion, settings, scores);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="members">The detectors that it was fitted with, in the same order, loaded by themselves.</param>
    /// <exception cref="ArgumentException">The detectors are fewer than 2, or one is null.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, holds something else or is of a newer version; or the detectors are of other classes.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CombinedDetector Load(string path, IReadOnlyList<IOodDetector> members)
    {
        IOodDetector[] own = Checked(members);
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        string given = string.Join('\n', own.Select(Name));
        if (file.Text(MembersKey) != given)
        {
            throw file.Wrong(
                $"it was fitted with {file.Text(MembersKey).Replace("\n", ", ", StringComparison.Ordinal)}; given are "
                + $"{given.Replace("\n", ", ", StringComparison.Ordinal)}.");
        }

        double[] first = file.Numbers(Key(0));
        double[][] scores = [first, .. Enumerable.Range(1, own.Length - 1).Select(member => file.Numbers(Key(member), first.Length))];
        PValueCombination combination = file.Named<PValueCombination>(CombinationKey);
        return file.Make(() => new CombinedDetector(own, scores, combination));
    }

    private static string Key(int member) => $"scores.{member.ToString(CultureInfo.InvariantCulture)}";

    private static string Name(IOodDetector member) => member.GetType().Name;

    private static IOodDetector[] Checked(IReadOnlyList<IOodDetector> members)
    {
        Guard.NotNull(members);
        if (members.Count < FewestMembers || members.Any(member => member is null))
        {
            throw new ArgumentException($"must be at least {FewestMembers} detectors, none null; got {members.Count}.", nameof(members));
        }

        return [.. members];
    }

    private static double[] Numbers(IOodDetector member, Tensor inputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor scores = member.Score(inputs);
        double[] numbers = DetectorScores.Numbers(scores, inputs.shape[0], Name(member));
        Guard.FiniteOutputs(scores, Name(member));
        return numbers;
    }

    private double[][] Values(Tensor inputs)
    {
        Guard.MinimumRank(inputs, 1, "[N, …]");
        Guard.Finite(inputs);
        return [.. _members.Select((member, index) => Array.ConvertAll(Numbers(member, inputs), _calibration[index].PValue))];
    }
}
