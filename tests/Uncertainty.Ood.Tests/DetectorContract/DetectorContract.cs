using System.Runtime.InteropServices;
using System.Text;
using TorchSharp;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood.Tests;

/// <summary>What every detector promises. A fixture for a detector derives from this, makes one, and says what is not so for it.</summary>
internal abstract class DetectorContract
{
    /// <summary>A detector of the problem, fitted where it is fitted, with options that are not the defaults.</summary>
    protected abstract ISavableDetector Make(ToyProblem toy);

    /// <summary>Reads what the detector wrote.</summary>
    protected abstract ISavableDetector Load(string path, ToyProblem toy);

    /// <summary>Outliers that the detector finds.</summary>
    protected virtual Tensor Outliers(ToyProblem toy) => toy.Outliers;

    /// <summary>How well it tells them from inliers.</summary>
    protected virtual double LeastAuroc => 0.95;

    /// <summary>How far scores in single precision are off, relative to the largest.</summary>
    protected virtual double SingleTolerance => 1e-4;

    [Test]
    public void Score_OfInputs_IsAFiniteDoubleForEach() => Run((toy, detector) =>
    {
        using Tensor scores = detector.Score(toy.Inliers);
        Assert.That(scores.shape, Is.EqualTo(new[] { toy.Inliers.shape[0] }));
        Assert.That(scores.dtype, Is.EqualTo(torch.ScalarType.Float64));
        Assert.That(scores.requires_grad, Is.False);
        Assert.That(Values.Of(scores), Has.All.Matches<double>(double.IsFinite));
    });

    [Test]
    public void Score_Outliers_AreHigherThanInliers() => Run((toy, detector) =>
    {
        double[] inside = Scores(detector, toy.Inliers);
        double[] outside = Scores(detector, Outliers(toy));
        double auroc = outside.Average(high => inside.Average(low => high > low ? 1.0 : high == low ? 0.5 : 0));
        Assert.That(auroc, Is.GreaterThanOrEqualTo(LeastAuroc));
    });

    [Test]
    public void Score_PermutedInputs_ArePermuted() => Run((toy, detector) =>
    {
        double[] scores = Scores(detector, toy.Inliers);
        using Tensor turned = toy.Inliers.flip(0);
        Assert.That(Scores(detector, turned).Reverse(), Is.EqualTo(scores).Within(SingleTolerance * Largest(scores)));
    });

    [Test]
    public void Score_OneByOne_IsTheBatch() => Run((toy, detector) =>
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor inputs = torch.cat([toy.Inliers.narrow(0, 0, 6), Outliers(toy).narrow(0, 0, 6)]);
        double[] scores = Scores(detector, inputs);
        double[] single = [.. Enumerable.Range(0, 12).Select(i => Scores(detector, inputs.narrow(0, i, 1)).Single())];
        Assert.That(single, Is.EqualTo(scores).Within(SingleTolerance * Largest(scores)));
    });

    [Test]
    public void Score_DoubleNetwork_AgreesWithSingle() => Run((toy, detector) =>
    {
        using ToyProblem wide = new(torch.ScalarType.Float64);
        ISavableDetector precise = Make(wide);
        using IDisposable? owned = precise as IDisposable;
        double[] scores = Scores(precise, wide.Inliers);
        Assert.That(Scores(detector, toy.Inliers), Is.EqualTo(scores).Within(SingleTolerance * Largest(scores)));
    });

    [Test]
    public void Score_AgainAndWithoutGradients_SameBits() => Run((toy, detector) =>
    {
        double[] scores = Scores(detector, toy.Inliers);
        using (torch.no_grad())
        {
            Assert.That(Scores(detector, toy.Inliers), Is.EqualTo(scores));
        }

        ISavableDetector second = Make(toy);
        using IDisposable? owned = second as IDisposable;
        Assert.That(Scores(second, toy.Inliers), Is.EqualTo(scores));
    });

    [Test]
    public void Score_Inputs_StayAsTheyAre([Values] bool gradients) => Run((toy, detector) =>
    {
        using Tensor inputs = toy.Inliers.clone();
        inputs.requires_grad_(gradients);
        Scores(detector, inputs);
        Assert.That(inputs.requires_grad, Is.EqualTo(gradients));
        Assert.That(Gradients.Of(inputs), Is.Null);
        Assert.That(Values.Of(inputs), Is.EqualTo(Values.Of(toy.Inliers)));
    });

    [Test]
    public void MakeAndScore_NetworkThatWorksInPlace_InputsStay()
    {
        using ToyProblem toy = new(inPlace: true);
        using ToyProblem fresh = new(inPlace: true);
        ISavableDetector detector = Make(toy);
        using IDisposable? owned = detector as IDisposable;
        Scores(detector, toy.Inliers);
        Assert.That(Values.Of(toy.Inliers), Is.EqualTo(Values.Of(fresh.Inliers)));
        Assert.That(toy.Unlabelled.SelectMany(Values.Of), Is.EqualTo(fresh.Unlabelled.SelectMany(Values.Of)));
    }

    [Test]
    public void MakeAndScore_Network_StaysAsItWas()
    {
        using ToyProblem toy = new();
        NetworkState.AddGradients(toy.Network, toy.Inliers);
        IReadOnlyList<string> before = NetworkState.Of(toy.Network);
        ISavableDetector detector = Make(toy);
        using IDisposable? owned = detector as IDisposable;
        Scores(detector, toy.Inliers);
        Assert.That(NetworkState.Of(toy.Network), Is.EqualTo(before));
    }

    [Test]
    public void MakeScoreSaveLoad_Tensors_NoneIsLeft() => WithFile(path =>
    {
        using ToyProblem toy = new();
        Leaks.AssertNone(() =>
        {
            ISavableDetector detector = Make(toy);
            using IDisposable? owned = detector as IDisposable;
            detector.Score(toy.Inliers).Dispose();
            detector.Save(path);
            using IDisposable? loaded = Load(path, toy) as IDisposable;
        });
    });

    [Test]
    public void Score_BadInputs_NamesThem() => Run((toy, detector) =>
    {
        using Tensor none = toy.Inliers.narrow(0, 0, 0);
        using Tensor odd = toy.Inliers.clone();
        using Tensor scalar = torch.tensor(1.0f);
        odd[3, 1] = torch.tensor(float.NaN);
        Assert.That(Assert.Throws<ArgumentNullException>(() => detector.Score(null!))!.ParamName, Is.EqualTo("inputs"));
        Assert.That(Assert.Throws<ArgumentException>(() => detector.Score(none))!.ParamName, Is.EqualTo("inputs"));
        Assert.That(Assert.Throws<ArgumentException>(() => detector.Score(odd))!.ParamName, Is.EqualTo("inputs"));
        Assert.That(Assert.Throws<ArgumentException>(() => detector.Score(scalar))!.ParamName, Is.EqualTo("inputs"));
    });

    /// <summary>What the network itself says, or an error about the inputs; in any case no score.</summary>
    [Test]
    public void Score_InputsOfAnotherWidth_IsAnError() => Run((toy, detector) =>
    {
        using Tensor wide = torch.ones(5, ToyProblem.Features + 3);
        Assert.That(() => detector.Score(wide), Throws.InstanceOf<ExternalException>().Or.InstanceOf<ArgumentException>());
        NetworkState.AddGradients(toy.Network, toy.Inliers);
        Assert.That(toy.Network.training, Is.True, "an error leaves the network as it was");
    });

    [Test]
    public void Load_OfWhatWasSaved_ScoresTheSameBits() => Saved((toy, detector, path) =>
    {
        ISavableDetector loaded = Load(path, toy);
        using IDisposable? owned = loaded as IDisposable;
        Assert.That(Scores(loaded, toy.Inliers), Is.EqualTo(Scores(detector, toy.Inliers)));
        string again = path + ".again";
        loaded.Save(again);
        byte[] written = File.ReadAllBytes(again);
        File.Delete(again);
        Assert.That(written, Is.EqualTo(File.ReadAllBytes(path)));
    });

    [Test]
    public void Load_TruncatedForeignOrNewer_IsRefused() => Saved((toy, _, path) =>
    {
        byte[] whole = File.ReadAllBytes(path);
        string text = Encoding.Latin1.GetString(whole);
        byte[][] wrong =
        [
            whole[..4],
            whole[..(whole.Length / 2)],
            whole[..^1],
            [.. whole, 0],
            Encoding.Latin1.GetBytes(text.Replace("\"version\":\"1\"", "\"version\":\"9\"", StringComparison.Ordinal)),
            Encoding.Latin1.GetBytes(text.Replace("\"format\":\"uncertainty\"", "\"format\":\"certaintyyy\"", StringComparison.Ordinal)),
            Encoding.Latin1.GetBytes(text.Replace("\"kind\":\"", "\"kind\":\"un", StringComparison.Ordinal)),
        ];
        foreach (byte[] bytes in wrong)
        {
            File.WriteAllBytes(path, bytes);
            Assert.That(bytes, Is.Not.EqualTo(whole));
            Assert.That(() => Load(path, toy), Throws.InstanceOf<InvalidDataException>());
        }

        File.Delete(path);
        Assert.That(() => Load(path, toy), Throws.InstanceOf<FileNotFoundException>());
    });

    [Test]
    public void Score_AfterDispose_IsAnError() => Saved((toy, detector, path) =>
    {
        if (detector is IDisposable owned)
        {
            owned.Dispose();
            owned.Dispose();
            Assert.That(() => detector.Score(toy.Inliers), Throws.InstanceOf<ObjectDisposedException>());
            Assert.That(() => detector.Save(path), Throws.InstanceOf<ObjectDisposedException>());
        }
    });

    protected static double[] Scores(IOodDetector detector, Tensor inputs)
    {
        using Tensor scores = detector.Score(inputs);
        return Values.Of(scores);
    }

    private static double Largest(double[] scores) => scores.Max(Math.Abs);

    private static void WithFile(Action<string> act)
    {
        string path = Path.GetTempFileName();
        try
        {
            act(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private void Run(Action<ToyProblem, ISavableDetector> act)
    {
        using ToyProblem toy = new();
        ISavableDetector detector = Make(toy);
        using IDisposable? owned = detector as IDisposable;
        act(toy, detector);
    }

    private void Saved(Action<ToyProblem, ISavableDetector, string> act) => WithFile(path => Run((toy, detector) =>
    {
        detector.Save(path);
        act(toy, detector, path);
    }));
}
