using Uncertainty.Evaluation;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Ood.Tests.Reference;

internal static partial class ReferenceFunctions
{
    static partial void AddDistances(Dictionary<string, Func<ReferenceCase, object>> functions)
    {
        functions.Add("ood.mahalanobis", c => InScope(() =>
        {
            using MahalanobisDetector detector = MahalanobisDetector.Fit(FeatureReader.Given(), Labelled(c));
            return Turned(detector.Score(Input(c, "features")));
        }));
        functions.Add("ood.mahalanobis_unbiased", c => InScope(() =>
        {
            using MahalanobisDetector detector = MahalanobisDetector.Fit(
                FeatureReader.Given(), Labelled(c), new MahalanobisOptions { Unbiased = true });
            Tensor distances = detector.SquaredDistances(Input(c, "features"));
            return Members(("squared_distances", Rows(distances)), ("score", Turned(detector.Score(Input(c, "features")))));
        }));
        functions.Add("ood.relative_mahalanobis", c => InScope(() =>
        {
            using RelativeMahalanobisDetector detector = RelativeMahalanobisDetector.Fit(FeatureReader.Given(), Labelled(c));
            return Turned(detector.Score(Input(c, "features")));
        }));
        functions.Add("ood.knn", c => Neighbours(c, new NearestNeighboursOptions { Neighbours = c.WholeNumber("k") }));
        functions.Add("ood.knn_raw", c => Neighbours(c, new NearestNeighboursOptions { Neighbours = 1, Normalise = false }));
        functions.Add("ood.she", c => WithHead(c, (reader, _) =>
        {
            SheMetric metric = Enum.Parse<SheMetric>(c.Text("metric").Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
            using SheDetector detector = SheDetector.Fit(reader, Labelled(c), new SheOptions { Metric = metric });
            return Turned(detector.Score(Input(c, "features")));
        }));
        functions.Add("ood.residual", c => WithHead(c, (reader, training) =>
        {
            using ResidualDetector detector = ResidualDetector.Fit(reader, training, Dimensions(c));
            return Turned(detector.Score(Input(c, "features")));
        }));
        functions.Add("ood.vim", c => WithHead(c, (reader, training) =>
        {
            using VimDetector detector = VimDetector.Fit(reader, training, Dimensions(c));
            using ResidualDetector residual = ResidualDetector.Fit(reader, training, Dimensions(c));
            return Members(
                ("alpha", detector.Alpha),
                ("residual", Values.Of(residual.Score(Input(c, "features")))),
                ("score", Turned(detector.Score(Input(c, "features")))));
        }));
    }

    private static object Neighbours(ReferenceCase c, NearestNeighboursOptions options) => InScope(() =>
    {
        using NearestNeighboursDetector detector = NearestNeighboursDetector.Fit(FeatureReader.Given(), Training(c), options);
        return Values.Of(detector.Score(Input(c, "features")));
    });

    private static SubspaceOptions Dimensions(ReferenceCase c) => new() { Dimensions = c.WholeNumber("dim") };

    private static object WithHead(ReferenceCase c, Func<FeatureReader, Tensor[], object> compute) => InScope(() =>
    {
        using LinearHead head = new(Input(c, "weight"), Input(c, "bias"));
        return compute(FeatureReader.Given(head), Training(c));
    });

    /// <summary>The features in two batches of unequal size: what is folded must not depend on them.</summary>
    private static Tensor[] Training(ReferenceCase c)
    {
        Tensor features = Input(c, "train_features");
        return [features.narrow(0, 0, 23), features.narrow(0, 23, features.shape[0] - 23)];
    }

    private static (Tensor Inputs, Tensor Labels)[] Labelled(ReferenceCase c)
    {
        Tensor labels = tensor(c.WholeNumbers("train_labels"));
        Tensor[] features = Training(c);
        return [(features[0], labels.narrow(0, 0, 23)), (features[1], labels.narrow(0, 23, labels.shape[0] - 23))];
    }

    private static double[][] Rows(Tensor matrix) => [.. Values.Of(matrix).Chunk((int)matrix.shape[1])];
}
