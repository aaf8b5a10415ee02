using TorchSharp;
using TorchSharp.Modules;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>One run of a chain over a network's weights.</summary>
internal sealed class MarkovChain(
    torch.nn.Module<Tensor, Tensor> network,
    IEnumerable<(Tensor Inputs, Tensor Targets)> batches,
    Func<Tensor, Tensor, Tensor> loss,
    long examples,
    MarkovChainOptions options,
    IProgress<MarkovChainProgress>? progress,
    CancellationToken cancellationToken)
{
    private readonly TrainingBatches _batches = new(batches, cancellationToken);

    public WeightSamples Run()
    {
        IReadOnlyList<int> keep = SampleSteps.Of(options);
        NetworkWeights weights = new(network, (_, value) => value.requires_grad);
        Tensor samples = torch.empty([options.Draws, weights.Count], dtype: weights.Type, device: weights.Device).DetachFromDisposeScope();
        try
        {
            using RandomStateScope random = new(options.Seed);
            MarkovChainProgress state = Walk(weights, samples, keep);
            DrawnStatistics? statistics = WeightStatistics.Of(
                network,
                weights,
                options.Draws,
                draw => samples[draw],
                batches.Select(batch => batch.Inputs),
                done => progress?.Report(state with { Statistics = done }),
                cancellationToken);
            return new WeightSamples(network, weights, samples, statistics, options);
        }
        catch
        {
            samples.Dispose();
            throw;
        }
    }

    private MarkovChainProgress Walk(NetworkWeights weights, Tensor samples, IReadOnlyList<int> keep)
    {
        using ModuleModes modes = new(network);
        using IDisposable gradient = torch.enable_grad();
        using TrainingSteps steps = new(network);
        Tensor[] parameters = [.. weights.Parameters()];
        using WeightDynamics dynamics = new(parameters, examples, options);
        TrainWithoutDropout();
        MarkovChainProgress state = default;
        for (int pass = 1; state.Step < options.Steps; pass++)
        {
            foreach ((Tensor inputs, Tensor targets) in _batches.Pass($"pass {pass}"))
            {
                if (steps.Taken == 0)
                {
                    WeightStatistics.Check(network, inputs);
                }

                int step = steps.Taken + 1;
                double rate = options.Schedule.At(step, options.Steps);
                bool sampling = options.Schedule.IsSampling(step, options.Steps);
                double value = steps.Take(() =>
                {
                    using DisposeScope scope = torch.NewDisposeScope();
                    (double likelihood, Tensor?[] gradients) = Slope(parameters, inputs, targets);
                    if (!double.IsFinite(likelihood))
                    {
                        throw steps.Diverged($"the negative log-likelihood is {likelihood}");
                    }

                    dynamics.Move(gradients, rate, sampling);
                    return likelihood;
                });
                int kept = state.Samples;
                if (kept < keep.Count && keep[kept] == step)
                {
                    Keep(weights, samples, kept++);
                }

                state = new MarkovChainProgress(step, options.Steps, rate, sampling, kept, value, 0);
                progress?.Report(state);
                if (step == options.Steps)
                {
                    break;
                }
            }
        }

        return state;
    }

    /// <summary>The mean loss of a batch and its gradient by each weight, null where it does not depend on one.</summary>
    private (double Loss, Tensor?[] Gradients) Slope(Tensor[] parameters, Tensor inputs, Tensor targets)
    {
        Tensor value = BatchLoss.Of(network, loss, inputs.detach().clone(), targets);
        if (!value.requires_grad)
        {
            throw new InvalidOperationException("The loss has no gradient with respect to the network's weights, which the chain follows.");
        }

        IList<Tensor> gradients = torch.autograd.grad([value], parameters, allow_unused: true);
        return (BatchLoss.Number(value), [.. gradients.Select(gradient => gradient is null || gradient.IsInvalid ? null : gradient)]);
    }

    /// <summary>The weights are what is random here, and the networks that are drawn have no dropout.</summary>
    private void TrainWithoutDropout()
    {
        network.train();
        foreach ((string _, Module module) in NetworkModules.Of(network))
        {
            if (LayerKinds.IsDropout(module) || module is AlphaDropout or FeatureAlphaDropout)
            {
                module.eval();
            }
        }
    }

    private static void Keep(NetworkWeights weights, Tensor samples, int place)
    {
        using IDisposable noGradient = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        samples[place].copy_(weights.Read());
    }
}
