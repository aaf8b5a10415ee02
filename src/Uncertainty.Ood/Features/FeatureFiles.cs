using System.Globalization;
using TorchSharp;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>What the files of detectors of features have in common.</summary>
internal static class FeatureFiles
{
    private const string LayersKey = "layers";
    private const string LayerKey = "layer ";
    private const string WeightPart = "head weight";
    private const string BiasPart = "head bias";

    public static IEnumerable<KeyValuePair<string, string>> Settings(FeatureReader reader) =>
    [
        new(LayersKey, reader.Layers.Count.ToString(CultureInfo.InvariantCulture)),
        .. reader.Layers.Select((name, layer) => new KeyValuePair<string, string>(Key(layer), name)),
    ];

    /// <summary>
    /// One layer may have another name, as features that were computed before have none of the network's; several are told apart by theirs.
    /// </summary>
    /// <exception cref="InvalidDataException">The reader reads other layers.</exception>
    public static void CheckLayers(TensorFile file, FeatureReader reader)
    {
        string[] saved = [.. Enumerable.Range(0, file.Count(LayersKey)).Select(layer => file.Text(Key(layer)))];
        if (saved.Length != reader.Layers.Count || (saved.Length > 1 && !saved.SequenceEqual(reader.Layers, StringComparer.Ordinal)))
        {
            throw file.Wrong($"it was fitted on the layers {Names(saved)}; the reader reads {Names(reader.Layers)}.");
        }
    }

    /// <summary>Compares the width of features, where the reader knows it beforehand.</summary>
    /// <exception cref="InvalidDataException">They are of another width.</exception>
    public static void CheckWidth(TensorFile file, FeatureReader reader, long width)
    {
        if (reader.HasHead)
        {
            using LinearHead head = reader.CopyHead();
            CheckWidth(file, head.Features, width);
        }
    }

    public static IReadOnlyList<(string Name, Tensor Value)> Parts(LinearHead head) => [(WeightPart, head.Weight), (BiasPart, head.Bias)];

    /// <summary>Compares a head with the one that was saved.</summary>
    /// <exception cref="InvalidDataException">It is another.</exception>
    public static void CheckHead(TensorFile file, LinearHead head)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor weight = file.Get(WeightPart, torch.ScalarType.Float64, -1, -1);
        Tensor bias = file.Get(BiasPart, torch.ScalarType.Float64, weight.shape[0]);
        CheckWidth(file, head.Features, weight.shape[1]);
        if (head.Classes != weight.shape[0]
            || !weight.eq(head.Weight.cpu()).all().item<bool>()
            || !bias.eq(head.Bias.cpu()).all().item<bool>())
        {
            throw file.Wrong("it was fitted on a network whose last layer has other weights: load those, or fit the detector again.");
        }
    }

    private static void CheckWidth(TensorFile file, long read, long saved)
    {
        if (read != saved)
        {
            throw file.Wrong($"it was fitted on features of width {saved}; the network's are of width {read}.");
        }
    }

    private static string Key(int layer) => LayerKey + layer.ToString(CultureInfo.InvariantCulture);

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
