using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using Uncertainty.Testing;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.ActiveLearning.Tests.Synthesis;

/// <summary>An autoencoder from 3 latents to 4 values and a network with dropout that takes them, in double precision, both untrained.</summary>
internal sealed class ToyGenerator : IDisposable
{
    public const int Latents = 3;

    public ToyGenerator()
    {
        Network = Networks.Mlp(dropout: 0.4);
        Network.to(ScalarType.Float64);
        manual_seed(3);
        Model = new VariationalAutoencoder(
            Sequential(("0", Linear(Networks.Features, 6)), ("1", Tanh())),
            Sequential(("0", Linear(Latents, 8)), ("1", Tanh()), ("2", Dropout(0.5)), ("3", Linear(8, Networks.Features))),
            6,
            Latents,
            new VariationalAutoencoderOptions { Likelihood = new GaussianLikelihood() });
        Model.to(ScalarType.Float64);
        using (no_grad())
        {
            // Inputs that are far apart, so that there is something to find.
            using DisposeScope scope = NewDisposeScope();
            foreach (Tensor parameter in Model.parameters())
            {
                parameter.mul_(3);
            }
        }

        Dropout = new McDropout(Network, new McDropoutOptions { Draws = 6, Seed = 2 });
        Generator = LatentGenerator.Of(Model);
        Evaluation = UncertaintyEvaluation.ForClassification(Dropout.WithGradients(), Networks.Classes);
        Plain = UncertaintyEvaluation.ForClassification(Dropout, Networks.Classes);
    }

    public Module<Tensor, Tensor> Network { get; }

    public VariationalAutoencoder Model { get; }

    public McDropout Dropout { get; }

    public LatentGenerator Generator { get; }

    public ClassificationEvaluation Evaluation { get; }

    public ClassificationEvaluation Plain { get; }

    public QuerySynthesis Synthesis => new(Generator, Evaluation, Scoring.Disagreement);

    /// <summary>[N] scores of latents, by the plain way.</summary>
    public double[] Scores(Tensor latents)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using PredictiveSamples draws = Plain.EvaluateDraws(Generator.Decode(latents));
        return Values.Of(Scoring.Disagreement(draws));
    }

    public void Dispose()
    {
        Evaluation.Dispose();
        Plain.Dispose();
        Model.Dispose();
        Network.Dispose();
    }
}
