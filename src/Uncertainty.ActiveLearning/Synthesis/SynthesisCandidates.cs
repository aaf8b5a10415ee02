using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>What was made of M latents, what the model says of it, and its scores. Owns its tensors.</summary>
internal sealed class SynthesisCandidates : IDisposable
{
    private readonly Tensor _latents;
    private readonly Tensor _inputs;
    private readonly PredictiveSamples _draws;

    private SynthesisCandidates(Tensor latents, Tensor inputs, PredictiveSamples draws, double[] scores)
    {
        _latents = latents;
        _inputs = inputs;
        _draws = draws;
        Scores = scores;
    }

    /// <summary>[M] scores.</summary>
    public double[] Scores { get; }

    /// <summary>Makes inputs of [M, L] latents, a batch at a time, and asks the model.</summary>
    public static SynthesisCandidates Of(
        Tensor latents,
        LatentGenerator generator,
        UncertaintyEvaluation evaluation,
        AcquisitionFunction function,
        int batch,
        CancellationToken cancellationToken)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        List<Tensor> inputs = [];
        List<Tensor> draws = [];
        for (long first = 0; first < latents.shape[0]; first += batch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            inputs.Add(generator.Decode(latents.narrow(0, first, Math.Min(batch, latents.shape[0] - first))));
            using PredictiveSamples samples = evaluation.EvaluateDraws(inputs[^1], cancellationToken);
            draws.Add(samples.Values.alias());
        }

        PredictiveSamples all = new(torch.cat(draws, 1));
        try
        {
            using CandidateSet candidates = CandidateSet.FromDraws(all);
            double[] scores = PlainNumbers.Of(candidates.Score(function, cancellationToken));
            return new SynthesisCandidates(latents.clone().DetachFromDisposeScope(), torch.cat(inputs, 0).DetachFromDisposeScope(), all, scores);
        }
        catch
        {
            all.Dispose();
            throw;
        }
    }

    /// <summary>Lets a selector choose; the latents are the features that it sees.</summary>
    public IReadOnlyList<int> Choose(IBatchSelector selector, int count, long seed, CancellationToken cancellationToken)
    {
        using CandidateSet candidates = CandidateSet.FromDraws(_draws, new CandidateFeatures(_latents));
        return selector.Choose(candidates, count, seed, cancellationToken).Positions;
    }

    /// <summary>The chosen ones; with the scores of all starts where there were any.</summary>
    public SynthesizedInputs Take(IReadOnlyList<int> positions, double[]? startScores)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor rows = torch.tensor(positions.Select(position => (long)position).ToArray());
        return new SynthesizedInputs(
            _inputs.index_select(0, rows.to(_inputs.device)),
            _latents.index_select(0, rows),
            [.. positions.Select(position => Scores[position])],
            startScores is null ? null : [.. positions.Select(position => startScores[position])]);
    }

    public void Dispose()
    {
        _latents.Dispose();
        _inputs.Dispose();
        _draws.Dispose();
    }
}
