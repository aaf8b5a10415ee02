using LeNetMnist.Model;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using Uncertainty.Ood;
using static TorchSharp.torch;

namespace OodMnist.Model;

/// <summary>All detectors of the library by name, fitted on one kind of image.</summary>
internal sealed class DetectorSet : IDisposable
{
    /// <summary>The baseline that others are held against.</summary>
    public const string Baseline = "MSP";

    /// <summary>The detector by a learnt confidence.</summary>
    public const string LearntConfidence = "learnt confidence";

    private const int Slice = 500;
    private const int Draws = 10;
    private const int Neighbours = 10_000;
    private const int RegretSteps = 30;

    private static readonly string[] Layers = ["_features.pool1", "_features.pool2", "_classifier.fc1", "_classifier.fc2"];

    // Features after a ReLU have units that are 0 for all training images.
    private static readonly MahalanobisOptions Ridge = new() { Ridge = 1e-6 };

    private readonly List<(string Name, IOodDetector Detector)> _detectors = [];
    private readonly ClassificationEvaluation _dropout;

    private DetectorSet(ClassificationEvaluation dropout)
    {
        _dropout = dropout;
    }

    public IReadOnlyList<(string Name, IOodDetector Detector)> Detectors => _detectors;

    /// <summary>Fits all detectors.</summary>
    /// <param name="models">What they read.</param>
    /// <param name="data">Images that the models were trained on.</param>
    /// <param name="validation">Images of the same kind that they were not trained on.</param>
    /// <param name="seed">Seed of everything random.</param>
    /// <param name="report">Told, before each, which detector is fitted and which share of them is done.</param>
    /// <exception cref="InvalidDataException">A detector cannot be fitted: too few images or epochs.</exception>
    public static DetectorSet Fit(TrainedModels models, ImageTensors data, ImageTensors validation, long seed, Action<string, double> report)
    {
        DetectorSet set = new(UncertaintyEvaluation.ForClassification(
            models.Classifier,
            models.Confidence.Classes,
            options: new UncertaintyEvaluationOptions { Draws = Draws, Seed = seed, Head = null }));
        try
        {
            (string Name, Func<IOodDetector> Make)[] recipes =
            [
                .. OfOutputs(models, set._dropout, data), .. OfFeatures(models.Classifier, data, seed), .. OfAutoencoder(models, data, validation, seed),
            ];
            foreach ((string name, Func<IOodDetector> make) in recipes)
            {
                report(name, (double)set._detectors.Count / recipes.Length);
                set._detectors.Add((name, Made(name, make)));
            }

            set._detectors.Add(("Fisher of energy, layers and autoencoder", CombinedDetector.Fit(
                [set.Find("energy"), set.Find("Mahalanobis, four layers"), set.Find("squared error + Mahalanobis")], Images(validation))));
            return set;
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (IDisposable detector in _detectors.Select(entry => entry.Detector).OfType<IDisposable>())
        {
            detector.Dispose();
        }

        _dropout.Dispose();
    }

    /// <summary>A set as a stream of batches, which can be gone through again and again.</summary>
    public static IEnumerable<Tensor> Images(ImageTensors data) => data.Slices(Slice).Select(batch => batch.Images);

    private static IOodDetector Made(string name, Func<IOodDetector> make)
    {
        try
        {
            return make();
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException($"{name} cannot be fitted on these images with these epochs: {error.Message}", error);
        }
    }

    private static IEnumerable<(string Name, Func<IOodDetector> Make)> OfOutputs(
        TrainedModels models, ClassificationEvaluation dropout, ImageTensors data)
    {
        LeNet5 network = models.Classifier;
        yield return (Baseline, () => new MaxProbabilityDetector(network));
        yield return ("largest logit", () => new MaxLogitDetector(network));
        yield return ("energy", () => new EnergyDetector(network));
        yield return ("entropy", () => new EntropyDetector(network));
        yield return ("GEN", () => new GeneralisedEntropyDetector(network));
        yield return ("KL matching", () => KlMatchingDetector.Fit(network, Images(data)));
        yield return ("ODIN", () => new OdinDetector(network));
        yield return ("GradNorm", () => new GradNormDetector(FeatureReader.Penultimate(network)));
        yield return ("MC dropout, entropy", () => new PosteriorDetector(dropout));
        yield return ("MC dropout, mutual information", () => new PosteriorDetector(dropout, PosteriorMeasure.MutualInformation));
        yield return (LearntConfidence, () => new ConfidenceDetector(models.Confident, models.Confidence));
        yield return ("learnt confidence, with a step", () => new ConfidenceDetector(
            models.Confident, models.Confidence, new ConfidenceDetectorOptions { Step = 0.001 }));
    }

    private static IEnumerable<(string Name, Func<IOodDetector> Make)> OfFeatures(LeNet5 network, ImageTensors data, long seed)
    {
        FeatureReader reader = FeatureReader.Penultimate(network);
        yield return ("Mahalanobis", () => MahalanobisDetector.Fit(reader, data.Slices(Slice), Ridge));
        yield return ("Mahalanobis, before the ReLU", () => MahalanobisDetector.Fit(
            FeatureReader.OfLayers(network, ["_classifier.fc2"]), data.Slices(Slice), Ridge));
        yield return ("Mahalanobis, four layers", () => MahalanobisDetector.Fit(
            FeatureReader.OfLayers(network, Layers), data.Slices(Slice), Ridge));
        yield return ("relative Mahalanobis", () => RelativeMahalanobisDetector.Fit(
            reader, data.Slices(Slice), new RelativeMahalanobisOptions { Ridge = Ridge.Ridge }));
        yield return ("nearest neighbours", () => NearestNeighboursDetector.Fit(
            reader, Images(data), new NearestNeighboursOptions { Samples = Neighbours, Seed = seed }));
        yield return ("residual", () => ResidualDetector.Fit(reader, Images(data)));
        yield return ("ViM", () => VimDetector.Fit(reader, Images(data)));
        yield return ("SHE", () => SheDetector.Fit(reader, data.Slices(Slice)));
        yield return ("ReAct", () => ReactDetector.Fit(reader, Images(data)));
        yield return ("ASH-P", () => new AshDetector(reader, AshVariant.Prune));
        yield return ("ASH-B", () => new AshDetector(reader, AshVariant.Binarise));
        yield return ("ASH-S", () => new AshDetector(reader));
        yield return ("SCALE", () => new ScaleDetector(reader));
        yield return ("DICE", () => DiceDetector.Fit(reader, Images(data)));
    }

    private static IEnumerable<(string Name, Func<IOodDetector> Make)> OfAutoencoder(
        TrainedModels models, ImageTensors data, ImageTensors validation, long seed)
    {
        VariationalAutoencoder autoencoder = models.Autoencoder;
        AutoencoderReader squared = AutoencoderReader.Of(autoencoder);
        AutoencoderReader likelihood = AutoencoderReader.Of(autoencoder, ReconstructionError.NegativeLogLikelihood);
        yield return ("squared error", () => new ReconstructionDetector(squared));
        yield return ("likelihood", () => new ReconstructionDetector(likelihood));
        yield return ("ELBO", () => new ElboDetector(autoencoder, new ElboDetectorOptions { Draws = Draws, Seed = seed }));
        foreach ((string error, AutoencoderReader reader) in new[] { ("squared error", squared), ("likelihood", likelihood) })
        {
            yield return ($"{error} + Mahalanobis", () => ReconstructionMahalanobisDetector.Fit(reader, Images(data), Images(validation)));
            yield return ($"{error} + Mahalanobis by class", () => ReconstructionMahalanobisDetector.Fit(
                reader, data.Slices(Slice), Images(validation)));
        }

        yield return ("likelihood regret", () => new LikelihoodRegretDetector(
            autoencoder, new LikelihoodRegretOptions { Steps = RegretSteps, Draws = Draws, Seed = seed }));
    }

    private IOodDetector Find(string name) => _detectors.Single(entry => entry.Name == name).Detector;
}
