using Benchmarks;
using TorchSharp.Modules;
using Uncertainty.Bnn;
using static TorchSharp.torch;

namespace PosteriorCosts;

/// <summary>One kind of Laplace approximation: what it costs, and how good its predictions are.</summary>
internal sealed class LaplaceCase(LaplaceLayers layers, LaplaceCovariance covariance)
{
    private const int FitBatch = 500;

    internal static IReadOnlyList<LaplaceCase> All() =>
    [
        .. from layers in new[] { LaplaceLayers.Last, LaplaceLayers.All }
           from covariance in new[] { LaplaceCovariance.Kronecker, LaplaceCovariance.Diagonal }
           select new LaplaceCase(layers, covariance),
    ];

    internal string Name { get; } = $"{(layers == LaplaceLayers.Last ? "last layer" : "all layers")}, {covariance}";

    /// <summary>Processor seconds of the fit, each time: the way of drawing has no part in it.</summary>
    internal List<double> Fit { get; } = [];

    /// <summary>Processor seconds of the probabilities of the test images by the contrast probit link, by round.</summary>
    internal List<double> Probit { get; } = [];

    /// <summary>Processor seconds of all draws of the test images' logits, by round.</summary>
    internal List<double> Draws { get; } = [];

    internal double PriorPrecision { get; private set; }

    /// <summary>By the contrast probit link.</summary>
    internal Quality OfProbit { get; private set; }

    /// <summary>By the mean softmax of the draws.</summary>
    internal Quality OfMonteCarlo { get; private set; }

    /// <summary>By the mean softmax of networks with drawn weights; null for the last layer, where they are no others.</summary>
    internal Quality? OfSampled { get; private set; }

    /// <summary>Fits and asks, with the time taken.</summary>
    /// <param name="network">The trained network.</param>
    /// <param name="images">What it is fitted to, and asked of.</param>
    /// <param name="draws">S.</param>
    /// <param name="score">Whether the predictions by draws are scored too. They are the same in every round.</param>
    internal void Measure(Sequential network, Images images, int draws, bool score)
    {
        using ClassificationLaplace posterior = Posterior(network, images, draws, LaplaceDrawing.Linearised);
        Probit.Add(ProcessorTime.Seconds(() => OfProbit = Ask(posterior, images, LaplaceLink.ContrastProbit)));
        Draws.Add(ProcessorTime.Seconds(() => posterior.Visit(images.Test.Images, (_, _, _) => { })));
        PriorPrecision = posterior.PriorPrecision;
        if (!score)
        {
            return;
        }

        OfMonteCarlo = Ask(posterior, images, LaplaceLink.MonteCarlo);
        if (layers != LaplaceLayers.Last)
        {
            using ClassificationLaplace sampled = Posterior(network, images, draws, LaplaceDrawing.Sampled);
            OfSampled = Ask(sampled, images, LaplaceLink.MonteCarlo);
        }
    }

    private ClassificationLaplace Posterior(Sequential network, Images images, int draws, LaplaceDrawing drawing)
    {
        LaplaceOptions options = new() { Layers = layers, Covariance = covariance, Draws = draws, Drawing = drawing };
        ClassificationLaplace? posterior = null;
        Fit.Add(ProcessorTime.Seconds(() => posterior = ClassificationLaplace.Fit(network, images.Train.Slices(FitBatch), options)));
        return posterior!;
    }

    private static Quality Ask(ClassificationLaplace posterior, Images images, LaplaceLink link)
    {
        using Tensor probabilities = posterior.Predict(images.Test.Images, link);
        return Quality.Of(probabilities, images.Test);
    }
}
