using TorchSharp;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood.Tests;

/// <summary>Fits of detectors of features on streams: what lives while they run, what is told of them, and how they end early.</summary>
[TestFixture]
internal sealed class FitStreamTests
{
    private const int Width = 6;
    private const int Rows = 32;

    private static readonly (string Name, int Passes, Func<FeatureReader, Stream, IProgress<DetectorProgress>?, CancellationToken, IDisposable> Fit)[] Fits =
    [
        ("Mahalanobis", 1, (reader, stream, progress, token) => MahalanobisDetector.Fit(reader, stream.Labelled(), null, progress, token)),
        ("relative", 1, (reader, stream, progress, token) => RelativeMahalanobisDetector.Fit(reader, stream.Labelled(), null, progress, token)),
        ("neighbours", 1, (reader, stream, progress, token) => NearestNeighboursDetector.Fit(
            reader, stream.Inputs(), new NearestNeighboursOptions { Samples = 60 }, progress, token)),
        ("ViM", 2, (reader, stream, progress, token) => VimDetector.Fit(reader, stream.Inputs(), null, progress, token)),
        ("residual", 1, (reader, stream, progress, token) => ResidualDetector.Fit(reader, stream.Inputs(), null, progress, token)),
        ("SHE", 1, (reader, stream, progress, token) => SheDetector.Fit(reader, stream.Labelled(), null, progress, token)),
        ("ReAct", 1, (reader, stream, progress, token) => ReactDetector.Fit(reader, stream.Inputs(), null, progress, token)),
        ("DICE", 1, (reader, stream, progress, token) => DiceDetector.Fit(reader, stream.Inputs(), null, progress, token)),
    ];

    private static IEnumerable<TestCaseData> Cases => Fits.Select(entry => new TestCaseData(entry.Passes, entry.Fit).SetArgDisplayNames(entry.Name));

    [TestCaseSource(nameof(Cases))]
    public void Fit_LongStream_KeepsNoMoreTensorsAfterManyBatchesThanAfterFew(
        int passes, Func<FeatureReader, Stream, IProgress<DetectorProgress>?, CancellationToken, IDisposable> fit)
    {
        using LinearHead head = Head();
        Stream stream = new(300);
        fit(FeatureReader.Given(head), stream, null, CancellationToken.None).Dispose();
        Assert.That(stream.Alive, Has.Count.EqualTo(300 * passes));
        Assert.That(stream.Alive.Skip(3).Max(), Is.LessThanOrEqualTo(stream.Alive.Take(3).Max() + 6));
        Assert.That(stream.Alive[299], Is.EqualTo(stream.Alive[10]));
    }

    [TestCaseSource(nameof(Cases))]
    public void Fit_Batches_StayTheCallersAndAreReported(
        int passes, Func<FeatureReader, Stream, IProgress<DetectorProgress>?, CancellationToken, IDisposable> fit)
    {
        using LinearHead head = Head();
        Stream stream = new(5) { Keep = true };
        Told told = new();
        using (DisposeScope scope = torch.NewDisposeScope())
        {
            fit(FeatureReader.Given(head), stream, told, CancellationToken.None).Dispose();
            Assert.That(stream.Kept, Has.Count.EqualTo(2 * 5 * passes));
            Assert.That(stream.Kept.Count(tensor => tensor.IsInvalid), Is.Zero);
        }

        Assert.That(told.Reports, Has.Count.EqualTo(5 * passes));
        Assert.That(told.Reports[^1], Is.EqualTo(new DetectorProgress(passes, passes, 5, 5 * Rows)));
    }

    [TestCaseSource(nameof(Cases))]
    public void Fit_CancelledOrInterrupted_LeavesNothingBehind(
        int passes, Func<FeatureReader, Stream, IProgress<DetectorProgress>?, CancellationToken, IDisposable> fit)
    {
        using LinearHead head = Head();
        FeatureReader reader = FeatureReader.Given(head);
        int last = (3 * passes) - 1;
        Leaks.AssertNone(() =>
        {
            using CancellationTokenSource source = new();
            Stream stream = new(3) { BeforeBatch = batch => Cancel(batch, source) };
            Assert.That(() => fit(reader, stream, null, source.Token), Throws.InstanceOf<OperationCanceledException>());
            Stream broken = new(3) { BeforeBatch = batch => Break(batch) };
            Assert.That(() => fit(reader, broken, null, CancellationToken.None), Throws.InstanceOf<IOException>());
        });

        void Cancel(int batch, CancellationTokenSource source)
        {
            if (batch == last)
            {
                source.Cancel();
            }
        }

        void Break(int batch)
        {
            if (batch == last)
            {
                throw new IOException("no more");
            }
        }
    }

    private static LinearHead Head()
    {
        using Tensor weight = torch.eye(3, Width, dtype: torch.ScalarType.Float64);
        return new LinearHead(weight);
    }

    private sealed class Told : IProgress<DetectorProgress>
    {
        public List<DetectorProgress> Reports { get; } = [];

        public void Report(DetectorProgress value) => Reports.Add(value);
    }

    /// <summary>Batches made when they are asked for, in whatever dispose scope is open then.</summary>
    internal sealed class Stream(int batches)
    {
        private int _given;

        /// <summary>Whether batches stay, and are not given back when the next is asked for.</summary>
        public bool Keep { get; init; }

        public Action<int> BeforeBatch { get; init; } = _ => { };

        /// <summary>Live tensors before each batch was made.</summary>
        public List<long> Alive { get; } = [];

        public List<Tensor> Kept { get; } = [];

        public IEnumerable<Tensor> Inputs() => Labelled().Select(batch => batch.Inputs);

        public IEnumerable<(Tensor Inputs, Tensor Labels)> Labelled()
        {
            for (int batch = 0; batch < batches; batch++)
            {
                BeforeBatch(_given++);
                Alive.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
                (Tensor inputs, Tensor labels) = Batch(batch);
                if (Keep)
                {
                    Kept.AddRange([inputs, labels]);
                }

                try
                {
                    yield return (inputs, labels);
                }
                finally
                {
                    if (!Keep)
                    {
                        inputs.Dispose();
                        labels.Dispose();
                    }
                }
            }
        }

        private static (Tensor Inputs, Tensor Labels) Batch(int seed)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor labels = torch.arange(Rows) % 3;
            Tensor centres = torch.eye(3, Width, dtype: torch.ScalarType.Float64) * 9;
            Tensor inputs = centres.index_select(0, labels.to_type(torch.ScalarType.Int64)) + Networks.Inputs(seed, Rows, Width);
            return (inputs.MoveToOuterDisposeScope(), labels.to_type(torch.ScalarType.Int64).MoveToOuterDisposeScope());
        }
    }
}
