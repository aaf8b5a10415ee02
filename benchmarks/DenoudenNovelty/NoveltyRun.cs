using System.Globalization;
using Benchmarks;
using TorchSharp;
using Uncertainty.Ood;
using static TorchSharp.torch;

namespace DenoudenNovelty;

/// <summary>Trains, fits and scores what has no result yet.</summary>
internal sealed class NoveltyRun(DigitImages images, Protocol protocol, JsonLines<ResultRow> results, CancellationToken cancellationToken)
{
    private const int MostRestarts = 5;
    private const double Ridge = 1e-6;

    internal void Run()
    {
        foreach (Recipe recipe in protocol.Recipes)
        {
            foreach (int digit in Enumerable.Range(0, DigitImages.Digits).Where(digit => !results.Rows.Any(row => row.Digit == digit && row.Recipe == recipe)))
            {
                results.Add(One(recipe, digit));
                ResultRow row = results.Rows[^1];
                Terminal.Say(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{recipe.Family}, {recipe.Latents} latents, digit {digit}: AUROC {row.Trained.Alone.Auroc:F4} -> {row.Trained.WithDistance.Auroc:F4}, "
                    + $"squared {row.Squared.Alone.Auroc:F4} -> {row.Squared.WithDistance.Auroc:F4}, distance alone {row.Distance.Auroc:F4}, {row.Seconds:F0} s"));
            }
        }
    }

    private ResultRow One(Recipe recipe, int digit)
    {
        using Tensor training = images.Training(digit);
        using Tensor validation = images.Validation(digit);
        (Autoencoders trained, int restarts) = Trained(recipe, digit, training);
        using Autoencoders autoencoders = trained;
        bool[] outlier = images.Outliers(digit);
        (ErrorScores byTrained, Quality distance, double ridge) = Scores(autoencoders.Trained, training, validation, outlier);
        (ErrorScores bySquared, _, _) = Scores(autoencoders.Squared, training, validation, outlier);
        return new ResultRow(digit, recipe, byTrained, bySquared, distance, autoencoders.Seconds, restarts, ridge);
    }

    /// <summary>Two maps with ReLU can die, all units at once: such an autoencoder is trained anew from other weights.</summary>
    private (Autoencoders Trained, int Restarts) Trained(Recipe recipe, int digit, Tensor training)
    {
        long steps = recipe.Epochs * ((training.shape[0] + recipe.BatchSize - 1) / recipe.BatchSize);
        for (int restart = 0; ; restart++)
        {
            Autoencoders? trained = null;
            Terminal.ShowProgress(
                $"{recipe.Family}, {recipe.Latents} latents, digit {digit}",
                (int)steps,
                advance => trained = Autoencoders.Train(recipe, digit + (restart * DigitImages.Digits), training, advance, cancellationToken));
            try
            {
                trained!.Squared.CheckTrained(DigitImages.Slices(training), cancellationToken: cancellationToken);
                return (trained, restart);
            }
            catch (InvalidOperationException error) when (restart < MostRestarts)
            {
                trained!.Dispose();
                Terminal.Say($"{recipe.Family}, {recipe.Latents} latents, digit {digit}: {error.Message} Trained anew.");
            }
        }
    }

    private (ErrorScores Scores, Quality Distance, double Ridge) Scores(AutoencoderReader reader, Tensor training, Tensor validation, bool[] outlier)
    {
        using ReconstructionMahalanobisDetector detector = Fit(reader, training, validation);
        List<double> errors = [];
        List<double> distances = [];
        foreach (Tensor slice in images.Test())
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            (Tensor distance, Tensor error) = detector.Terms(slice);
            distances.AddRange(distance.data<double>().ToArray());
            errors.AddRange(error.data<double>().ToArray());
        }

        double[] both = [.. errors.Zip(distances, (error, distance) => (distance / detector.DistanceDeviation) + (error / detector.ErrorDeviation))];
        return (
            new ErrorScores(Quality.Of([.. errors], outlier), Quality.Of(both, outlier)),
            Quality.Of([.. distances], outlier),
            detector.Options.Ridge);
    }

    /// <summary>One of two maps can die alone: encodings then vary in some directions only, and a ridge is needed.</summary>
    private ReconstructionMahalanobisDetector Fit(AutoencoderReader reader, Tensor training, Tensor validation)
    {
        try
        {
            return WithRidge(0);
        }
        catch (ArgumentException error) when (error.ParamName == "batches")
        {
            Terminal.Say($"A ridge of {Ridge}, since without: {error.Message}");
            return WithRidge(Ridge);
        }

        ReconstructionMahalanobisDetector WithRidge(double ridge) => ReconstructionMahalanobisDetector.Fit(
            reader,
            DigitImages.Slices(training),
            DigitImages.Slices(validation),
            new ReconstructionMahalanobisOptions { Ridge = ridge },
            cancellationToken: cancellationToken);
    }
}
