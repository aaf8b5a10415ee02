using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.ActiveLearning.Tests.Docs;

/// <summary>The code of docs/methods/active-learning-scenarios.md, as it stands there.</summary>
[TestFixture]
internal sealed class ScenariosSnippetTests
{
    [Test]
    public void Stream()
    {
        using Module<Tensor, Tensor> network = Networks.Mlp();
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(new McDropout(network), Networks.Classes);
        using Tensor first = Networks.Inputs(1, 100, Networks.Features);
        using Tensor second = Networks.Inputs(2, 100, Networks.Features);
        Tensor[] incoming = [first, second];
        AcquisitionFunction informativeness = Scoring.Disagreement;
        List<long> wanted = [];
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            // informativeness: any acquisition function. incoming: [N, …] batches, without end if need be.
            StreamSampler sampler = new(informativeness, new StreamSamplerOptions { Budget = 0.05, Window = 1000 });
            foreach (StreamDecision decision in sampler.Decide(evaluation, incoming))
            {
                if (decision.IsQuery)
                {
                    wanted.Add(decision.Index);                                       // place in the stream
                }
            }

            sampler.Save(path);                                                       // options, budget and threshold
            StreamSampler resumed = StreamSampler.Load(path, informativeness);
            StreamDecision next = resumed.Decide(0.7);                                // by a score from elsewhere

            Assert.That(wanted, Has.Count.InRange(5, 50));
            Assert.That(next.Index, Is.EqualTo(200));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void Synthesis()
    {
        using DisposeScope scope = NewDisposeScope();
        AcquisitionFunction informativeness = Scoring.Disagreement;
        Module<Tensor, Tensor> network = Sequential(("flat", Flatten()), ("mlp", Networks.Mlp()));
        VariationalAutoencoder autoencoder = new(
            Linear(4, 5), Linear(2, 4), 5, 2, new VariationalAutoencoderOptions { Likelihood = new GaussianLikelihood() });

        using ClassificationEvaluation model = UncertaintyEvaluation.ForClassification(new McDropout(network).WithGradients(), classes: 3);
        QuerySynthesis synthesis = new(LatentGenerator.Of(autoencoder, 1, 2, 2), model, informativeness);   // [N, 1, 2, 2] inputs
        using SynthesizedInputs made = synthesis.Ascend(count: 5, new LatentAscentOptions { Steps = 50 });
        using SynthesizedInputs drawn = synthesis.Sample(count: 5, new GeneratorSamplingOptions { Candidates = 500 });
        Tensor inputs = made.Inputs;                                              // [5, 1, 2, 2], to be labelled
        double gained = made.Scores[0] - made.StartScores![0];

        Assert.That(inputs.shape, Is.EqualTo(new long[] { 5, 1, 2, 2 }));
        Assert.That(gained, Is.GreaterThan(0));
        Assert.That(drawn.Count, Is.EqualTo(5));
    }
}
