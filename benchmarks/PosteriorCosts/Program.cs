using Benchmarks;
using LeNetMnist.Data;

namespace PosteriorCosts;

/// <summary>What posteriors around a trained network cost: the steps of a chain, the fit and the predictions of a Laplace approximation.</summary>
internal static class Program
{
    internal static int Main(string[] args) => BenchCommand.Run(
        "Measures a step of stochastic-gradient MCMC beside one of SGD, and a Laplace approximation of LeNet-5: its fit, its predictions, its draws.",
        args,
        Measure);

    private static void Measure(bool quick)
    {
        // Times on a busy machine are the steadier for it, and the numbers do not depend on the machine's cores.
        Threads.Use(1);
        Protocol protocol = quick ? Protocol.Quick : Protocol.Full;
        using Images images = new(Source().Take(protocol.TrainImages, protocol.TestImages));
        Terminal.Say($"{images.Train.Count:N0} images to train on, {images.Test.Count:N0} to test on: {images.Name}.");
        BenchReport report = new(quick ? $"{nameof(PosteriorCosts)}-quick" : nameof(PosteriorCosts));
        ChainTable.Show(images, protocol, report);
        LaplaceRun laplace = LaplaceRun.Of(images, protocol);
        LaplaceTables.Show(laplace, images, protocol, report);
        report.Write();
    }

    /// <summary>MNIST where a folder is named, else digits that the program draws itself: a benchmark downloads nothing unasked.</summary>
    private static DataSource Source() => DataSource.Find(
        null, seed: 0, _ => { }, () => throw new MnistUnavailableException("MNIST", ["nothing, since this program downloads nothing"], null));
}
