using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.Ood.Tests.Docs;

/// <summary>The code of docs/methods/ood-generative.md and ood-combination.md.</summary>
[TestFixture]
internal sealed class GenerativeSnippetTests
{
    [Test]
    public void VariationalAutoencoder_Detectors_Score()
    {
        using DisposeScope scope = NewDisposeScope();
        string path = Path.GetTempFileName();
        using VariationalAutoencoder vae = Autoencoder();
        Tensor[] training = [Pictures(1, 64), Pictures(2, 64)];
        Tensor[] validation = [Pictures(3, 64)];
        Tensor images = Pictures(4, 10);
        vae.Train(training, new SviOptions { Epochs = 60, LearningRate = 0.01 });

        // vae: trained on inliers. training: those inliers, in batches. validation: others.
        AutoencoderReader reader = AutoencoderReader.Of(vae);
        using ReconstructionMahalanobisDetector detector = ReconstructionMahalanobisDetector.Fit(reader, training, validation);
        Tensor scores = detector.Score(images);                        // [N], the higher, the more foreign
        (Tensor distance, Tensor error) = detector.Terms(images);      // what they are made of

        detector.Save(path);                                           // not the autoencoder: vae.Save does that
        using ReconstructionMahalanobisDetector loaded = ReconstructionMahalanobisDetector.Load(path, reader);

        Assert.That(Values.Of(loaded.Score(images)), Is.EqualTo(Values.Of(scores)));
        Assert.That(Values.Of(distance).Length + Values.Of(error).Length, Is.EqualTo(20));
        File.Delete(path);

        ReconstructionDetector squared = new(AutoencoderReader.Of(vae));
        ReconstructionDetector unlikely = new(AutoencoderReader.Of(vae, ReconstructionError.NegativeLogLikelihood));
        ElboDetector elbo = new(vae, new ElboDetectorOptions { Bound = LikelihoodBound.ImportanceWeighted, Draws = 20 });
        LikelihoodRegretDetector regret = new(vae, new LikelihoodRegretOptions { Steps = 50 });
        AutoencoderReader.Of(vae).CheckTrained(training);              // an error where vae is plainly untrained

        foreach (IOodDetector each in new IOodDetector[] { squared, unlikely, elbo, regret })
        {
            Assert.That(Values.Of(each.Score(images)), Has.Length.EqualTo(10));
        }

        CombinedDetector both = CombinedDetector.Fit([detector, regret], validation, PValueCombination.Simes);
        Tensor foreign = both.Score(images);
        Tensor pValues = both.MemberPValues(images);                   // [M, N]: who found it odd

        both.Save(path);                                               // and detector.Save: members have files of their own
        CombinedDetector again = CombinedDetector.Load(path, [detector, regret]);

        Assert.That(Values.Of(again.Score(images)), Is.EqualTo(Values.Of(foreign)));
        Assert.That(pValues.shape, Is.EqualTo(new long[] { 2, 10 }));
        File.Delete(path);
    }

    [Test]
    public void PlainAutoencoder_OfFunctions_IsRead()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(1);
        using Module<Tensor, Tensor> encoder = Sequential(Flatten(), Linear(16, 2));
        using Module<Tensor, Tensor> decoder = Linear(2, 16);

        AutoencoderReader plain = AutoencoderReader.From(
            encode: encoder.call,                                      // [N, …] → [N, L]; in evaluation mode already
            decode: decoder.call,                                      // → logits
            error: (inputs, logits) => functional.binary_cross_entropy_with_logits(
                logits, inputs.flatten(1), reduction: Reduction.None).sum(1L));

        using ReconstructionMahalanobisDetector detector = ReconstructionMahalanobisDetector.Fit(plain, [Pictures(1, 64)], [Pictures(2, 64)]);
        Assert.That(detector.Latents, Is.EqualTo(2));
    }

    private static VariationalAutoencoder Autoencoder()
    {
        manual_seed(1);
        return new VariationalAutoencoder(
            Sequential(Flatten(), Linear(16, 24), ReLU()),
            Sequential(Linear(2, 24), ReLU(), Linear(24, 16)),
            features: 24,
            latents: 2,
            new VariationalAutoencoderOptions { Likelihood = new BernoulliLikelihood { GreyValues = true } });
    }

    /// <summary>[N, 1, 4, 4]: bright on one side, more or less.</summary>
    private static Tensor Pictures(int seed, int count)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor slope = Networks.Inputs(seed, count, 1, 1, 1);
        Tensor across = linspace(-1, 1, 4).reshape(1, 1, 1, 4).expand(1, 1, 4, 4);
        return (slope * across * 2).sigmoid().MoveToOuterDisposeScope();
    }
}
