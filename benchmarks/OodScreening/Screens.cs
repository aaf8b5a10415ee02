using LeNetMnist.Model;
using TorchSharp.Modules;
using Uncertainty.Evaluation;
using Uncertainty.Ood;
using static TorchSharp.torch;

namespace OodScreening;

/// <summary>A network, and the screens that stand before it, calibrated on inliers.</summary>
internal sealed class Screens : IDisposable
{
    private readonly MahalanobisDetector _features;
    private readonly MahalanobisDetector _layers;

    internal Screens(Sequential network, ImageTensors train, Tensor calibration, CancellationToken cancellationToken)
    {
        Network = network;

        // Units that are never active make the covariance singular.
        MahalanobisOptions ridge = new() { Ridge = 1e-6 };
        _features = MahalanobisDetector.Fit(
            FeatureReader.Penultimate(network), train.Slices(1_000), ridge, cancellationToken: cancellationToken);
        _layers = MahalanobisDetector.Fit(
            FeatureReader.OfLayers(network, ["0", "3", "7", "9"]), train.Slices(1_000), ridge, cancellationToken: cancellationToken);
        (string, IOodDetector)[] detectors =
        [
            ("maximum softmax probability", new MaxProbabilityDetector(network)),
            ("energy", new EnergyDetector(network)),
            ("Mahalanobis, last features", _features),
            ("Mahalanobis, four layers", _layers),
        ];
        All = [.. detectors.Select(entry => (entry.Item1, entry.Item2, Threshold(entry.Item2, calibration)))];
    }

    internal Sequential Network { get; }

    internal IReadOnlyList<(string Name, IOodDetector Detector, OodThreshold Threshold)> All { get; }

    public void Dispose()
    {
        _features.Dispose();
        _layers.Dispose();
        Network.Dispose();
    }

    private static OodThreshold Threshold(IOodDetector detector, Tensor calibration)
    {
        List<double> scores = [];
        foreach (Tensor part in calibration.split(1_000))
        {
            using Tensor owned = part;
            using Tensor score = detector.Score(owned);
            scores.AddRange(score.data<double>().ToArray());
        }

        return OodThreshold.AtFalseAlarmRate(scores.ToArray());
    }
}
