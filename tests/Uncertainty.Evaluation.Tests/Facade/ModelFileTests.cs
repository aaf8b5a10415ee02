using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Facade;

/// <summary>Fit and save, or load instead of fitting: a path is always a file, and what is done with it is said.</summary>
[TestFixture]
internal sealed class ModelFileTests
{
    private nn.Module<Tensor, Tensor> _network = null!;
    private Tensor _inputs = null!;
    private Tensor _labels = null!;
    private string _folder = null!;

    private string Epistemic => Path.Combine(_folder, "epistemic.safetensors");

    private string Aleatoric => Path.Combine(_folder, "aleatoric.safetensors");

    private (Tensor, Tensor)[] Batches => [(_inputs, _labels), (_inputs, _labels), (_inputs, _labels)];

    private UncertaintyEvaluationOptions Both(UncertaintyMethod method, ModelFiles files) => new()
    {
        Method = method,
        Draws = 3,
        Seed = 5,
        Head = new AleatoricHeadOptions { Epochs = 2, NoiseDraws = 5 },
        ModelFiles = files,
        EpistemicModelPath = Epistemic,
        AleatoricModelPath = Aleatoric,
    };

    [SetUp]
    public void Open()
    {
        _network = OutputNetworks.Mlp(3);
        _inputs = Networks.Inputs(1, 12, OutputNetworks.Features);
        _labels = arange(0, 12).remainder(3).to_type(ScalarType.Int64);
        _folder = Directory.CreateTempSubdirectory().FullName;
    }

    [TearDown]
    public void Close()
    {
        _network.Dispose();
        _inputs.Dispose();
        _labels.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [TestCase(UncertaintyMethod.McBatchNorm)]
    [TestCase(UncertaintyMethod.Laplace)]
    public void SaveThenLoad_GivesTheSameBits(UncertaintyMethod method)
    {
        double[] saved = Read(UncertaintyEvaluation.ForClassification(_network, 3, Batches, Both(method, ModelFiles.FitAndSave)));
        Assert.That(Directory.GetFiles(_folder), Has.Length.EqualTo(2));
        double[] loaded = Read(UncertaintyEvaluation.ForClassification(_network, 3, options: Both(method, ModelFiles.Load)));
        Assert.That(loaded, Is.EqualTo(saved));
    }

    [Test]
    public void SaveThenLoad_OfARegression_GivesTheSameBits()
    {
        using Tensor targets = Networks.Inputs(3, 12, 3);
        double[] Read(RegressionEvaluation evaluation)
        {
            using (evaluation)
            {
                using RegressionUncertainty result = evaluation.Evaluate(_inputs);
                return [.. Values.Of(result.Epistemic), .. Values.Of(result.Aleatoric)];
            }
        }

        double[] saved = Read(UncertaintyEvaluation.ForRegression(
            _network, [(_inputs, targets)], Both(UncertaintyMethod.Laplace, ModelFiles.FitAndSave)));
        Assert.That(Read(UncertaintyEvaluation.ForRegression(_network, options: Both(UncertaintyMethod.Laplace, ModelFiles.Load))), Is.EqualTo(saved));
        Assert.That(
            () => UncertaintyEvaluation.ForClassification(_network, 3, options: Both(UncertaintyMethod.Laplace, ModelFiles.Load)),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains("laplace.regression"));
    }

    [Test]
    public void LoadOrFitAndSave_FitsOnce()
    {
        UncertaintyEvaluationOptions options = Both(UncertaintyMethod.Laplace, ModelFiles.LoadOrFitAndSave);
        Reports<HeadProgress> first = new();
        Reports<HeadProgress> second = new();
        double[] saved = Read(UncertaintyEvaluation.ForClassification(_network, 3, Batches, options, first));
        Assert.That(Read(UncertaintyEvaluation.ForClassification(_network, 3, Batches, options, second)), Is.EqualTo(saved));
        Assert.That((first.Seen.Count, second.Seen.Count), Is.EqualTo((6, 0)));
    }

    /// <summary>MC dropout keeps nothing; the head beside it does.</summary>
    [Test]
    public void McDropout_SavesItsHeadAlone()
    {
        UncertaintyEvaluationOptions options = Both(UncertaintyMethod.McDropout, ModelFiles.FitAndSave);
        Assert.That(
            () => UncertaintyEvaluation.ForClassification(_network, 3, Batches, options),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("options").And.Message.Contains("nothing to save"));
        options = options with { EpistemicModelPath = null };
        double[] saved = Read(UncertaintyEvaluation.ForClassification(_network, 3, Batches, options));
        Assert.That(
            Read(UncertaintyEvaluation.ForClassification(_network, 3, options: options with { ModelFiles = ModelFiles.Load })), Is.EqualTo(saved));
        using nn.Module<Tensor, Tensor> other = OutputNetworks.Mlp(4);
        Assert.That(
            () => UncertaintyEvaluation.ForClassification(other, 4, options: options with { ModelFiles = ModelFiles.Load }),
            Throws.InstanceOf<InvalidDataException>());
    }

    /// <summary>Cancelled in the head's training, when the posterior is fitted already: not a file is left.</summary>
    [Test]
    public void Fit_Cancelled_LeavesNoFile()
    {
        Leaks.AssertNone(() =>
        {
            using CancellationTokenSource source = new();
            Reports<HeadProgress> canceller = new(_ => source.Cancel());
            Assert.That(
                () => UncertaintyEvaluation.ForClassification(
                    _network, 3, Batches, Both(UncertaintyMethod.Laplace, ModelFiles.FitAndSave), canceller, source.Token),
                Throws.InstanceOf<OperationCanceledException>());
            Assert.That(canceller.Seen, Has.Count.EqualTo(1));
        });
        Assert.That(Directory.GetFileSystemEntries(_folder), Is.Empty);
    }

    [Test]
    public void Load_OtherDraws_ThrowsWithBoth()
    {
        UncertaintyEvaluationOptions options = Both(UncertaintyMethod.Laplace, ModelFiles.FitAndSave);
        UncertaintyEvaluation.ForClassification(_network, 3, Batches, options).Dispose();
        options = options with { ModelFiles = ModelFiles.Load };
        Leaks.AssertNone(() => Assert.That(
            () => UncertaintyEvaluation.ForClassification(_network, 3, options: options with { Draws = 4 }),
            Throws.ArgumentException.With.Message.Contains("Draws is 4").And.Message.Contains("saved with 3")));
        using ClassificationEvaluation loaded = UncertaintyEvaluation.ForClassification(_network, 3, options: options with { Draws = null });
        Assert.That(loaded.Posterior.Draws, Is.EqualTo(3));
    }

    [Test]
    public void Paths_ThatCannotBe_AreSaidBeforeAnythingIsFitted()
    {
        UncertaintyEvaluationOptions options = Both(UncertaintyMethod.Laplace, ModelFiles.FitAndSave);
        (UncertaintyEvaluationOptions Options, string Expected)[] cases =
        [
            (options with { ModelFiles = ModelFiles.FitOnly }, "FitOnly"),
            (options with { EpistemicModelPath = null, AleatoricModelPath = null }, "neither"),
            (options with { EpistemicModelPath = _folder }, "is a folder"),
            (options with { EpistemicModelPath = Aleatoric }, "two files"),
            (options with { Head = null }, "Head is null"),
        ];
        foreach ((UncertaintyEvaluationOptions wrong, string expected) in cases)
        {
            AssertNothingFitted(wrong, Throws.ArgumentException.With.Property("ParamName").EqualTo("options").And.Message.Contains(expected));
        }

        AssertNothingFitted(
            options with { AleatoricModelPath = Path.Combine(_folder, "no", "head") },
            Throws.InstanceOf<DirectoryNotFoundException>().With.Message.Contains("AleatoricModelPath"));
        AssertNothingFitted(
            options with { ModelFiles = ModelFiles.Load }, Throws.InstanceOf<FileNotFoundException>().With.Message.Contains("EpistemicModelPath"));
    }

    [Test]
    public void HeadFile_WithoutHead_ThrowsWithName()
    {
        UncertaintyEvaluationOptions options = new() { ModelFiles = ModelFiles.FitAndSave, AleatoricModelPath = Aleatoric };
        Assert.That(
            () => UncertaintyEvaluation.ForClassification(_network, 3, options: options),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("training"));
        Assert.That(
            () => UncertaintyEvaluation.ForRegression(_network, new EvidentialRegressionOutput(1), options: options),
            Throws.ArgumentException.With.Property("ParamName").EqualTo("options").And.Message.Contains("the network itself"));
    }

    private void AssertNothingFitted(UncertaintyEvaluationOptions options, NUnit.Framework.Constraints.IResolveConstraint constraint)
    {
        Reports<HeadProgress> reports = new();
        Assert.That(() => UncertaintyEvaluation.ForClassification(_network, 3, Batches, options, reports), constraint);
        Assert.That(reports.Seen, Is.Empty);
        Assert.That(Directory.GetFileSystemEntries(_folder), Is.Empty);
    }

    private double[] Read(ClassificationEvaluation evaluation)
    {
        using (evaluation)
        {
            using ClassificationUncertainty result = evaluation.Evaluate(_inputs);
            return [.. Values.Of(result.Prediction), .. Values.Of(result.Epistemic), .. Values.Of(result.LearnedAleatoric!)];
        }
    }
}
