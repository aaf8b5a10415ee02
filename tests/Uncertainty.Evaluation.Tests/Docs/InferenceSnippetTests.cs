using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Docs;

/// <summary>The code of the pages on inference under docs/methods, as it stands there.</summary>
[TestFixture]
internal sealed class InferenceSnippetTests
{
    [Test]
    public void LaplacePage()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = Networks.Mlp();
        Tensor inputs = Networks.Inputs(1, 12, Networks.Features);
        (Tensor, Tensor)[] batches = [(inputs, arange(0, 12).remainder(Networks.Classes).to_type(ScalarType.Int64))];
        string path = Path.GetTempFileName();
        try
        {
            // network: trained, from [N, …] inputs to [N, C] logits. batches: (inputs, labels) that it was trained on.
            using ClassificationLaplace posterior = ClassificationLaplace.Fit(network, batches, new LaplaceOptions { Draws = 30 });
            Tensor probabilities = posterior.Predict(inputs);                     // [N, C], no sampling
            double prior = posterior.PriorPrecision;                              // maximises posterior.LogMarginalLikelihood

            using PredictiveMoments moments = posterior.SoftmaxMoments(inputs);   // draws, as of any posterior
            using ClassificationUncertainty result = ClassificationUncertainty.FromMoments(moments);

            posterior.Save(path);
            using ClassificationLaplace loaded = ClassificationLaplace.Load(path, network);

            using ClassificationLaplace whole = ClassificationLaplace.Fit(network, batches, new LaplaceOptions { Layers = LaplaceLayers.All });
            Tensor everywhere = whole.Predict(inputs, LaplaceLink.MonteCarlo);    // draws of f(x) + J(x) (w − ŵ)
            IReadOnlyList<string> varying = whole.Layers;                         // every Linear and convolution that runs

            LaplaceOptions some = new() { Layers = LaplaceLayers.Named("3", "6"), Covariance = LaplaceCovariance.Full };
            using ClassificationLaplace two = ClassificationLaplace.Fit(network, batches, some);

            Assert.That(varying, Is.EqualTo(new[] { "0", "3", "6" }));
            Assert.That(two.Layers, Is.EqualTo(new[] { "3", "6" }));
            Assert.That(Values.Of(everywhere.sum(1)), Has.All.EqualTo(1).Within(1e-6));
            Assert.That(Values.Of(probabilities.sum(1)), Has.All.EqualTo(1).Within(1e-6));
            Assert.That(Values.Of(result.Epistemic), Has.All.GreaterThan(0));
            Assert.That(loaded.PriorPrecision, Is.EqualTo(prior));
        }
        finally
        {
            File.Delete(path);
        }

        using nn.Module<Tensor, Tensor> regression = Networks.Mlp();
        (Tensor, Tensor)[] pairs = [(inputs, Networks.Inputs(2, 12, Networks.Classes))];

        using RegressionLaplace line = RegressionLaplace.Fit(regression, pairs);
        using GaussianOutputs functions = line.Linearise(inputs);   // [N, D] means and [N, D, D] covariances: what the weights leave open
        using GaussianOutputs targets = line.Predict(inputs);       // with the variance of the noise
        double noise = line.NoiseVariance;                          // σ², estimated

        Assert.That(Values.Of(targets.Variance() - functions.Variance()), Has.All.EqualTo(noise).Within(1e-5));
    }

    [Test]
    public void SwagPage()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        Tensor inputs = Networks.Inputs(1, 12, Networks.Features);
        Tensor labels = arange(0, 12).remainder(Networks.Classes).to_type(ScalarType.Int64);
        Tensor[] trainingBatches = [inputs];
        using optim.Optimizer optimizer = optim.SGD(network.parameters(), 0.05);
        void Train(nn.Module<Tensor, Tensor> trained)
        {
            using DisposeScope step = NewDisposeScope();
            optimizer.zero_grad();
            nn.functional.cross_entropy(trained.call(inputs), labels).backward();
            optimizer.step();
        }

        string path = Path.GetTempFileName();
        try
        {
            using SwagCollector collector = new(network, rank: 10);
            for (int epoch = 0; epoch < 12; epoch++)
            {
                Train(network);                    // an epoch at a constant learning rate
                collector.Collect();
            }

            using Swag posterior = collector.Complete(trainingBatches, new SwagOptions { Draws = 10 });
            using PredictiveMoments moments = posterior.SoftmaxMoments(inputs);
            using ClassificationUncertainty result = ClassificationUncertainty.FromMoments(moments);

            posterior.Save(path);
            using Swag loaded = Swag.Load(path, network);

            Assert.That((posterior.Snapshots, posterior.Rank), Is.EqualTo((12, 10)));
            Assert.That(Values.Of(result.Epistemic), Has.All.GreaterThan(0));
            Assert.That(loaded.Rank, Is.EqualTo(10));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
