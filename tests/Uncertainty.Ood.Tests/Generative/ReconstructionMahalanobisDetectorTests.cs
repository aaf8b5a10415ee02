using MathNet.Numerics.LinearAlgebra;
using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class ReconstructionMahalanobisDetectorTests
{
    private static readonly double[][] Training = LinearAutoencoders.Rows(1, 40);
    private static readonly double[][] Validation = LinearAutoencoders.Rows(2, 15);
    private static readonly double[][] New = LinearAutoencoders.Rows(3, 7);

    [Test]
    public void Score_LinearAutoencoder_IsTheFormula([Values(0, 0.3)] double ridge, [Values(7, 40)] int batch)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using ReconstructionMahalanobisDetector detector = ReconstructionMahalanobisDetector.Fit(
            LinearAutoencoders.Reader,
            Training.Chunk(batch).Select(LinearAutoencoders.Batch),
            Validation.Chunk(4).Select(LinearAutoencoders.Batch),
            new ReconstructionMahalanobisOptions { Ridge = ridge });
        Func<double[], double> distance = Distance(Training, _ => 0, ridge);
        Assert.That(detector.DistanceDeviation, Is.EqualTo(Deviation(Validation.Select(distance))).Within(1e-12));
        Assert.That(detector.ErrorDeviation, Is.EqualTo(Deviation(Validation.Select(Error))).Within(1e-12));
        Assert.That(Score(detector), Is.EqualTo(Naive(distance)).Within(1e-9));
        Assert.That((detector.Latents, detector.Means), Is.EqualTo((2, 1)));
    }

    [Test]
    public void Score_WithLabels_IsToTheNearestMean()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        static int Label(double[] row) => row[0] > 4 ? 1 : 0;
        using ReconstructionMahalanobisDetector detector = ReconstructionMahalanobisDetector.Fit(
            LinearAutoencoders.Reader,
            Training.Chunk(9).Select(rows => (LinearAutoencoders.Batch(rows), torch.tensor(rows.Select(row => (long)Label(row)).ToArray()))),
            [LinearAutoencoders.Batch(Validation)]);
        Assert.That(Score(detector), Is.EqualTo(Naive(Distance(Training, Label, 0))).Within(1e-9));
        Assert.That(detector.Means, Is.EqualTo(2));
    }

    [Test]
    public void FitWithoutValidation_OneStream_ScalesByIt()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor[] batches = [LinearAutoencoders.Batch(Training)];
        using ReconstructionMahalanobisDetector detector = ReconstructionMahalanobisDetector.FitWithoutValidation(LinearAutoencoders.Reader, batches);
        Assert.That(detector.ErrorDeviation, Is.EqualTo(Deviation(Training.Select(Error))).Within(1e-12));
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => ReconstructionMahalanobisDetector.Fit(LinearAutoencoders.Reader, batches, batches))!;
        Assert.That(error.ParamName, Is.EqualTo("validation"));
        Assert.That(error.Message, Does.Contain("FitWithoutValidation"));
    }

    [Test]
    public void Fit_SingularCovariance_SaysWhyAndARidgeHelps()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        AutoencoderReader twice = AutoencoderReader.From(
            inputs => LinearAutoencoders.Encode(inputs).repeat(1, 2), codes => LinearAutoencoders.Decode(codes.narrow(1, 0, 2)));
        Tensor[] training = [LinearAutoencoders.Batch(Training)];
        Tensor[] validation = [LinearAutoencoders.Batch(Validation)];
        ArgumentException error = Assert.Throws<ArgumentException>(() => ReconstructionMahalanobisDetector.Fit(twice, training, validation))!;
        Assert.That(error.ParamName, Is.EqualTo("batches"));
        Assert.That(error.Message, Does.Contain("feature 2").And.Contain("Ridge"));
        using ReconstructionMahalanobisDetector detector = ReconstructionMahalanobisDetector.Fit(
            twice, training, validation, new ReconstructionMahalanobisOptions { Ridge = 1e-3 });
        Assert.That(Score(detector), Has.All.Matches<double>(double.IsFinite));
    }

    [Test]
    public void Fit_UntrainedAutoencoder_SaysSo()
    {
        using ToyProblem toy = new();
        using VariationalAutoencoder model = ToyAutoencoders.Untrained();
        foreach (ReconstructionError kind in new[] { ReconstructionError.Squared, ReconstructionError.NegativeLogLikelihood })
        {
            AutoencoderReader reader = AutoencoderReader.Of(model, kind);
            InvalidOperationException error = Assert.Throws<InvalidOperationException>(
                () => ReconstructionMahalanobisDetector.Fit(reader, toy.Unlabelled, [toy.Inliers]))!;
            Assert.That(error.Message, Does.Contain("untrained"));
            Assert.That(() => reader.CheckTrained(toy.Unlabelled), Throws.InvalidOperationException);
        }

        AutoencoderReader.Of(ToyAutoencoders.Of(toy)).CheckTrained(toy.Unlabelled);
    }

    [Test]
    public void Fit_CollapsedEncoder_SaysSo()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        AutoencoderReader reader = AutoencoderReader.From(
            inputs => torch.ones(inputs.shape[0], 2, dtype: torch.ScalarType.Float64), codes => torch.ones(codes.shape[0], 4), (x, _) => x.sum(1L));
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => ReconstructionMahalanobisDetector.FitWithoutValidation(reader, [LinearAutoencoders.Batch(Training)]))!;
        Assert.That(error.Message, Does.Contain("alike"));
    }

    [Test]
    public void Fit_WhatCannotBeFitted_NamesTheParameter()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor[] training = [LinearAutoencoders.Batch(Training)];
        Tensor[] constant = [LinearAutoencoders.Batch([Training[0], Training[0]])];
        AutoencoderReader blind = AutoencoderReader.Of(torch.nn.Sequential(torch.nn.Identity()));
        Assert.That(Name(() => Fit(null!, training, constant)), Is.EqualTo("reader"));
        Assert.That(Name(() => Fit(blind, training, constant)), Is.EqualTo("reader"));
        Assert.That(Name(() => Fit(LinearAutoencoders.Reader, [], constant)), Is.EqualTo("batches"));
        Assert.That(Name(() => Fit(LinearAutoencoders.Reader, training, [])), Is.EqualTo("validation"));
        Assert.That(Name(() => Fit(LinearAutoencoders.Reader, training, null!)), Is.EqualTo("validation"));
        Assert.That(Name(() => Fit(LinearAutoencoders.Reader, training, constant)), Is.EqualTo("validation"));
        Assert.That(Name(() => new ReconstructionMahalanobisOptions { Ridge = -1 }.ToString()), Is.EqualTo("Ridge"));

        static void Fit(AutoencoderReader reader, IEnumerable<Tensor> train, IEnumerable<Tensor> validate) =>
            ReconstructionMahalanobisDetector.Fit(reader, train, validate).Dispose();
    }

    [Test]
    public void Load_AnotherAutoencoder_IsRefused()
    {
        string path = Path.GetTempFileName();
        try
        {
            using ToyProblem toy = new();
            using DisposeScope scope = torch.NewDisposeScope();
            VariationalAutoencoder model = ToyAutoencoders.Of(toy);
            using (ReconstructionMahalanobisDetector detector = ReconstructionMahalanobisDetector.Fit(
                AutoencoderReader.Of(model), toy.Unlabelled, [toy.Inliers]))
            {
                detector.Save(path);
            }

            using VariationalAutoencoder wide = new(torch.nn.Linear(4, 6), torch.nn.Linear(3, 4), features: 6, latents: 3);
            AutoencoderReader other = AutoencoderReader.Of(model, ReconstructionError.NegativeLogLikelihood);
            Assert.That(
                Assert.Throws<InvalidDataException>(() => ReconstructionMahalanobisDetector.Load(path, other))!.Message,
                Does.Contain("Squared").And.Contain("NegativeLogLikelihood"));
            Assert.That(
                Assert.Throws<InvalidDataException>(() => ReconstructionMahalanobisDetector.Load(path, AutoencoderReader.Of(wide)))!.Message,
                Does.Contain("2 latents").And.Contain("3"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void Fit_Progress_IsToldOfBothPasses()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        List<DetectorProgress> told = [];
        ReconstructionMahalanobisDetector.Fit(
            LinearAutoencoders.Reader,
            Training.Chunk(30).Select(LinearAutoencoders.Batch),
            [LinearAutoencoders.Batch(Validation)],
            progress: new Reports<DetectorProgress>(told.Add)).Dispose();
        Assert.That(told, Is.EqualTo(new DetectorProgress[] { new(1, 2, 1, 30), new(1, 2, 2, 40), new(2, 2, 1, 15) }));
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.That(
            () => ReconstructionMahalanobisDetector.FitWithoutValidation(
                LinearAutoencoders.Reader, [LinearAutoencoders.Batch(Training)], cancellationToken: source.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }

    private static string? Name(Action act) => Assert.Catch<ArgumentException>(act)!.ParamName;

    private static double[] Score(ReconstructionMahalanobisDetector detector)
    {
        using Tensor inputs = LinearAutoencoders.Batch(New);
        using Tensor scores = detector.Score(inputs);
        return Values.Of(scores);
    }

    private static double[] Naive(Func<double[], double> distance)
    {
        double alpha = 1 / Deviation(Validation.Select(distance));
        double beta = 1 / Deviation(Validation.Select(Error));
        return [.. New.Select(row => (alpha * distance(row)) + (beta * Error(row)))];
    }

    private static double Error(double[] row) => (row[2] * row[2]) + (row[3] * row[3]);

    private static double Deviation(IEnumerable<double> values)
    {
        double[] all = [.. values];
        return Math.Sqrt(all.Average(value => (value - all.Average()) * (value - all.Average())));
    }

    private static Func<double[], double> Distance(double[][] rows, Func<double[], int> label, double ridge)
    {
        static Vector<double> Code(double[] row) => Vector<double>.Build.Dense([2 * row[0], 2 * row[1]]);
        Dictionary<int, Vector<double>> means = rows.GroupBy(label).ToDictionary(
            group => group.Key, group => group.Select(Code).Aggregate((a, b) => a + b) / group.Count());
        Matrix<double> covariance = Matrix<double>.Build.Dense(2, 2);
        foreach (double[] row in rows)
        {
            Vector<double> centred = Code(row) - means[label(row)];
            covariance += centred.OuterProduct(centred) / rows.Length;
        }

        Matrix<double> precision = (covariance + (Matrix<double>.Build.DenseIdentity(2) * (ridge * covariance.Trace() / 2))).Inverse();
        return row => Math.Sqrt(means.Values.Min(mean => (Code(row) - mean) * precision * (Code(row) - mean)));
    }
}
