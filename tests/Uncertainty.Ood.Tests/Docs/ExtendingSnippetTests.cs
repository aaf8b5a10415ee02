using TorchSharp;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Ood.Tests.Docs;

/// <summary>The detectors of docs/extending.md, as they stand there.</summary>
[TestFixture]
internal sealed class ExtendingSnippetTests
{
    [Test]
    public void OwnProgram()
    {
        using ToyProblem toy = new();
        using DisposeScope scope = NewDisposeScope();
        FeatureNormDetector detector = new(FeatureReader.Penultimate(toy.Network));
        using FeatureReading reading = FeatureReader.Penultimate(toy.Network).Read(toy.Inliers);
        double[] norms = [.. Values.Of(reading.Features).Chunk(ToyProblem.Penultimate).Select(row => Math.Sqrt(row.Sum(value => value * value)))];
        Assert.That(Values.Of(detector.Score(toy.Inliers)), Is.EqualTo(norms.Select(norm => -norm)).Within(1e-12));
        Leaks.AssertNone(() => detector.Score(toy.Inliers).Dispose());
        OodBenchmarkResult result = OodBenchmark.Run([toy.Inliers], [("between", [toy.Outliers])], [("norm", detector)]);
        Assert.That(result.Row("norm", "between").Numbers!.Auroc, Is.InRange(0, 1));
    }

    [Test]
    public void InTheLibrary_NearestMean_IsTheDistanceToIt()
    {
        using ToyProblem toy = new();
        using DisposeScope scope = NewDisposeScope();
        FeatureReader reader = FeatureReader.Penultimate(toy.Network);
        using NearestMeanDetector detector = NearestMeanDetector.Fit(reader, toy.Batches);
        using FeatureReading all = reader.Read(cat([.. toy.Unlabelled]));
        long[] labels = [.. toy.Batches.SelectMany(batch => batch.Labels.data<long>().ToArray())];
        double[][] features = [.. Values.Of(all.Features).Chunk(ToyProblem.Penultimate)];
        double[][] means =
        [
            .. Enumerable.Range(0, ToyProblem.Classes).Select(label => Enumerable.Range(0, ToyProblem.Penultimate)
                .Select(column => features.Where((_, i) => labels[i] == label).Average(row => row[column])).ToArray()),
        ];
        using FeatureReading reading = reader.Read(toy.Outliers);
        double[] expected =
        [
            .. Values.Of(reading.Features).Chunk(ToyProblem.Penultimate)
                .Select(row => means.Min(mean => Math.Sqrt(row.Zip(mean, (x, y) => (x - y) * (x - y)).Sum()))),
        ];
        Assert.That(Values.Of(detector.Score(toy.Outliers)), Is.EqualTo(expected).Within(1e-6));
    }
}

/// <summary>Minus the norm of the features: what a network was not trained on often moves it less.</summary>
internal sealed class FeatureNormDetector(FeatureReader reader) : IOodDetector
{
    public Tensor Score(Tensor inputs)
    {
        using DisposeScope scope = NewDisposeScope();
        using FeatureReading reading = reader.Read(inputs);      // checks the inputs, and leaves the network as it was
        return reading.Features.square().sum(1).sqrt().neg().MoveToOuterDisposeScope();
    }
}

/// <summary>Distance from an input's features to the nearest of the class means.</summary>
internal sealed class NearestMeanDetector : FeatureDetector
{
    private const string FileKind = "nearest mean detector";
    private const string MeansPart = "means";

    private readonly Tensor _means;

    private NearestMeanDetector(FeatureReader reader, Tensor means)
        : base(reader, widths: [means.shape[1]], owned: [means])
    {
        _means = means;
    }

    private protected override string Kind => FileKind;

    private protected override IReadOnlyList<KeyValuePair<string, string>> Settings => [];

    private protected override IReadOnlyList<(string Name, Tensor Value)> Parts => [(MeansPart, _means)];

    public static NearestMeanDetector Fit(
        FeatureReader reader,
        IEnumerable<(Tensor Inputs, Tensor Labels)> batches,
        IProgress<DetectorProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        FitErrors.OneLayer(reader);
        Guard.NotNull(batches);
        using GroupMoments moments = new(scatter: false);
        foreach ((FeatureReading reading, Tensor labels) in new FeatureStream(reader, 1, progress, cancellationToken).Read(batches))
        {
            moments.Add(reading.Features, labels);               // a batch at a time, in double precision
        }

        moments.RequireEach(1, "Give inputs of every class.");
        using DisposeScope scope = NewDisposeScope();
        return new NearestMeanDetector(reader, moments.Means());
    }

    public static NearestMeanDetector Load(string path, FeatureReader reader) => Load(path, FileKind, reader, file =>
    {
        Tensor means = file.Get(MeansPart, ScalarType.Float64, -1, -1);
        FeatureFiles.CheckWidth(file, reader, means.shape[1]);
        return new NearestMeanDetector(reader, means);
    });

    private protected override Tensor ScoreReading(FeatureReading reading)
    {
        Tensor differences = reading.Features.unsqueeze(1) - _means.to(reading.Features.device);
        return differences.square().sum(2).amin([1]).sqrt();
    }
}

[TestFixture]
internal sealed class NearestMeanDetectorContract : DetectorContract
{
    protected override ISavableDetector Make(ToyProblem toy) =>
        NearestMeanDetector.Fit(FeatureReader.Penultimate(toy.Network), toy.Batches);

    protected override ISavableDetector Load(string path, ToyProblem toy) =>
        NearestMeanDetector.Load(path, FeatureReader.Penultimate(toy.Network));
}
