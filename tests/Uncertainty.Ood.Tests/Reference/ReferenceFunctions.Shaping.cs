using Uncertainty.Evaluation;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Ood.Tests.Reference;

internal static partial class ReferenceFunctions
{
    static partial void AddShaping(Dictionary<string, Func<ReferenceCase, object>> functions)
    {
        functions.Add("ood.ash_p", c => Ash(c, AshVariant.Prune, ActivationShaping.Prune));
        functions.Add("ood.ash_b", c => Ash(c, AshVariant.Binarise, ActivationShaping.Binarise));
        functions.Add("ood.ash_s", c => Ash(c, AshVariant.Scale, ActivationShaping.PruneAndScale));
        functions.Add("ood.scale", c => InScope(() =>
            Rows(ActivationShaping.Scale(Input(c, "features"), Kept(c)))));
        functions.Add("ood.react", c => WithHead(c, (reader, training) =>
        {
            using ReactDetector detector = ReactDetector.Fit(reader, training, new ReactOptions { Percentile = c.Number("percentile") });
            return Members(("threshold", detector.Threshold), ("score", Turned(detector.Score(Input(c, "features")))));
        }));
        functions.Add("ood.dice", c => WithHead(c, (reader, training) =>
        {
            using DiceDetector detector = DiceDetector.Fit(reader, training, new DiceOptions { Percentile = c.Number("p") });
            bool[][] mask = [.. detector.Mask.data<bool>().ToArray().Chunk((int)detector.Mask.shape[1])];
            return Members(
                ("threshold", detector.Threshold), ("mask", mask), ("score", Turned(detector.Score(Input(c, "features")))));
        }));
    }

    private static object Ash(ReferenceCase c, AshVariant variant, Func<Tensor, int, Tensor> shape) => InScope(() =>
    {
        using LinearHead head = new(Input(c, "weight"), Input(c, "bias"));
        using AshDetector detector = new(FeatureReader.Given(head), variant, c.Number("percentile"));
        return Members(
            ("features", Rows(shape(Input(c, "features"), Kept(c)))), ("energy", Turned(detector.Score(Input(c, "features")))));
    });

    private static int Kept(ReferenceCase c) =>
        ActivationShaping.Kept((int)c.Shape("features")[1], c.Number("percentile"), "percentile");
}
