using TorchSharp;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// The steps of fitting <see cref="MahalanobisDetector"/>. No dispose scope is open while batches are asked for: what the caller makes
/// there is not ours.
/// </summary>
internal static class MahalanobisFit
{
    private const int LeastOfAClass = 2;

    /// <summary>Means and covariance of each layer, in no dispose scope.</summary>
    public static IReadOnlyList<ClassGaussians> Layers(
        FeatureReader reader, IEnumerable<(FeatureReading Reading, Tensor Labels)> readings, MahalanobisOptions options)
    {
        GroupMoments[] moments = [.. reader.Layers.Select(_ => new GroupMoments(scatter: true))];
        try
        {
            foreach ((FeatureReading reading, Tensor labels) in readings)
            {
                for (int layer = 0; layer < moments.Length; layer++)
                {
                    moments[layer].Add(reading.Layers[layer], labels);
                }
            }

            using DisposeScope scope = torch.NewDisposeScope();
            ClassGaussians[] layers =
                [.. moments.Select((found, layer) => Classes(found, options.Unbiased, options.Ridge, Name(reader.Layers[layer])))];
            foreach (Tensor tensor in layers.SelectMany(layer => layer.Tensors))
            {
                tensor.DetachFromDisposeScope();
            }

            return layers;
        }
        finally
        {
            Array.ForEach(moments, found => found.Dispose());
        }
    }

    /// <summary>Gives layers back that no detector has taken over.</summary>
    public static void Release(IReadOnlyList<ClassGaussians> layers)
    {
        foreach (Tensor tensor in layers.SelectMany(layer => layer.Tensors))
        {
            tensor.Dispose();
        }
    }

    /// <summary>Distributions of the classes, in the current dispose scope.</summary>
    public static ClassGaussians Classes(GroupMoments moments, bool unbiased, double ridge, string name)
    {
        moments.RequireEach(LeastOfAClass, "Give more, or leave the class out and number the others anew.");
        long freedom = moments.Count - moments.Groups;
        Tensor means = moments.Means();
        Tensor covariance = moments.Within / Math.Max(1, unbiased ? freedom : moments.Count);
        return new ClassGaussians(means, moments.Mean(), CovarianceFactor.Of(covariance, means, ridge, freedom, name));
    }

    /// <summary>The distribution of all inputs together, in the current dispose scope.</summary>
    public static ClassGaussians Background(GroupMoments moments, double ridge, string name)
    {
        Tensor mean = moments.Mean();
        Tensor means = mean.unsqueeze(0);
        return new ClassGaussians(means, mean, CovarianceFactor.Of(moments.Total() / moments.Count, means, ridge, moments.Count - 1, name));
    }

    /// <summary>[N, L] the squared distance to the nearest mean in each layer, in the current dispose scope.</summary>
    public static Tensor Nearest(IReadOnlyList<ClassGaussians> layers, FeatureReading reading) =>
        torch.stack([.. layers.Select((layer, index) => layer.SquaredDistances(reading.Layers[index]).amin([1]).cpu())], 1);

    /// <summary>A weight for each layer, 1 over the deviation of each layer's distances, and the weighted sum of their means.</summary>
    public static (double[] Weights, double Offset) Standardisation(
        FeatureReader reader, IReadOnlyList<ClassGaussians> layers, IEnumerable<(FeatureReading Reading, Tensor Labels)> readings)
    {
        using GroupMoments moments = new(scatter: true);
        foreach ((FeatureReading reading, _) in readings)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            moments.Add(Nearest(layers, reading));
        }

        using DisposeScope end = torch.NewDisposeScope();
        Tensor deviations = (moments.Within.diagonal(0, 0, 1) / moments.Count).sqrt();
        double[] spread = deviations.data<double>().ToArray();
        int flat = Array.FindIndex(spread, deviation => !(deviation > 0));
        if (flat >= 0)
        {
            throw FitErrors.Batches(
                $"must hold inputs at different distances: in {Name(reader.Layers[flat])} all are at the same. Give more of them, or set "
                + $"{nameof(MahalanobisOptions.LayerWeights)}.");
        }

        return ([.. spread.Select(deviation => 1 / deviation)], (moments.Mean() / deviations).sum().item<double>());
    }

    /// <summary>How errors call a layer.</summary>
    public static string Name(string layer) => $"layer '{layer}'";
}
