using System.Text;
using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.MarkovChains;

/// <summary>Samples that are saved, loaded and drawn from.</summary>
[TestFixture]
internal sealed class WeightSamplesTests : ChainFixture
{
    [TestCase(false)]
    [TestCase(true)]
    public void SaveLoad_IsTheSameToTheBit(bool batchNorm)
    {
        using Tensor inputs = Networks.Inputs(1, 5, Networks.Features);
        LearningRateSchedule[] schedules =
        [
            new ConstantSchedule { LearningRate = 0.03 },
            new PolynomialSchedule { LearningRate = 0.02, Delay = 7, Power = 0.3 },
            new CyclicalSchedule { LearningRate = 0.1, Cycles = 2, Exploration = 0.25 },
        ];
        foreach (LearningRateSchedule schedule in schedules)
        {
            using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: batchNorm);
            StochasticGradientHamiltonianMonteCarloOptions options = new()
            {
                Steps = 12,
                BurnIn = 2,
                Draws = 3,
                Momentum = 0.7,
                PriorPrecision = 0.1,
                Temperature = 0.3,
                Seed = -4,
                Schedule = schedule,
                BatchSize = 4,
                MemoryLimit = 77777,
                WholePasses = true,
            };
            using WeightSamples saved = StochasticGradientHamiltonianMonteCarlo.Train(network, Data.Pairs, ChainData.Loss, 20, options);
            saved.Save(File);
            using nn.Module<Tensor, Tensor> fresh = Networks.Mlp(batchNorm: batchNorm);
            using WeightSamples loaded = WeightSamples.Load(File, fresh);
            Assert.That((loaded.Options, loaded.Draws, loaded.Parameters), Is.EqualTo(((MarkovChainOptions)options, 3, saved.Parameters)));
            Assert.That(loaded.Steps, Is.EqualTo(saved.Steps));
            using PredictiveSamples draws = saved.Sample(inputs);
            using PredictiveSamples again = loaded.Sample(inputs);
            Assert.That(Values.Of(again.Values), Is.EqualTo(Values.Of(draws.Values)));
            byte[] bytes = System.IO.File.ReadAllBytes(File);
            loaded.Save(File);
            Assert.That(System.IO.File.ReadAllBytes(File), Is.EqualTo(bytes));
        }
    }

    [Test]
    public void Load_OtherNetworkOrDamagedFile_ThrowsAndLeaksNothing()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        using nn.Module<Tensor, Tensor> wide = nn.Sequential(("0", nn.Linear(4, 17)), ("3", nn.Linear(17, 3)));
        using nn.Module<Tensor, Tensor> without = nn.Sequential(("act", nn.ReLU()));
        using (WeightSamples samples = Train(network, ChainData.Options(5, 2)))
        {
            samples.Save(File);
        }

        byte[] bytes = System.IO.File.ReadAllBytes(File);
        string text = Encoding.Latin1.GetString(bytes);
        string[] damaged =
        [
            text[..^1],
            text.Replace("langevin", "langeviN", StringComparison.Ordinal),
            text.Replace("constant", "constanT", StringComparison.Ordinal),
            text.Replace("\"temperature\":\"1\"", "\"temperature\":\"-\"", StringComparison.Ordinal),
            text.Replace("\"burn_in\":\"0\"", "\"burn_in\":\"9\"", StringComparison.Ordinal),
        ];
        Leaks.AssertNone(() =>
        {
            foreach (nn.Module<Tensor, Tensor> other in new[] { wide, without })
            {
                Assert.That(() => WeightSamples.Load(File, other), Throws.InstanceOf<InvalidDataException>().With.Message.Contains(File));
            }
        });
        foreach (string content in damaged)
        {
            Assert.That(content, Is.Not.EqualTo(text));
            System.IO.File.WriteAllBytes(File, Encoding.Latin1.GetBytes(content));
            Leaks.AssertNone(() => Assert.That(() => WeightSamples.Load(File, network), Throws.InstanceOf<InvalidDataException>()));
        }
    }

    [Test]
    public void Visit_NetworkThrowsInTheMiddle_RestoresTheWeightsToTheBit()
    {
        using nn.Module<Tensor, Tensor> network = Networks.Mlp(batchNorm: true);
        using WeightSamples samples = Train(network, ChainData.Options(5, 2));
        using Tensor inputs = Networks.Inputs(1, 5, Networks.Features);
        PosteriorAssertions.AssertRestoresWhenStopped(samples, network, inputs);
    }

    private WeightSamples Train(nn.Module<Tensor, Tensor> network, StochasticGradientLangevinOptions options) =>
        StochasticGradientLangevin.Train(network, Data.Pairs, ChainData.Loss, ChainData.Examples, options);
}
