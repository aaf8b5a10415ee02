using TorchSharp;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// Membership query synthesis: inputs to be labelled are not taken from a pool but made, by a generator, where the model would learn most.
/// Generator and model stay as they are.
/// </summary>
/// <remarks>
/// Settles, "Active Learning Literature Survey", 2009, Section 2.1; Angluin, "Queries and Concept Learning", Machine Learning 1988. Made inputs
/// need not look like anything that people can label: Baum, Lang, "Query Learning Can Work Poorly when a Human Oracle Is Used", IJCNN 1992. Not safe
/// for several threads.
/// </remarks>
public sealed class QuerySynthesis
{
    private readonly LatentGenerator _generator;
    private readonly UncertaintyEvaluation _evaluation;
    private readonly AcquisitionFunction _function;

    /// <summary>Puts generator, model and acquisition function together.</summary>
    /// <param name="generator">What makes inputs.</param>
    /// <param name="evaluation">The model that is to learn; for <see cref="Ascend"/> of a posterior with gradients, such as one of
    /// <see cref="Bnn.McDropout.WithGradients"/>. Belongs to the caller.</param>
    /// <param name="function">What scores the inputs.</param>
    public QuerySynthesis(LatentGenerator generator, UncertaintyEvaluation evaluation, AcquisitionFunction function)
    {
        _generator = Guard.NotNull(generator);
        _evaluation = Guard.NotNull(evaluation);
        _function = Guard.NotNull(function);
    }

    /// <summary>
    /// Moves latents from several starts up the gradient of the acquisition. A start never ends below its beginning; one whose gradient is not
    /// finite any more stays where it is.
    /// </summary>
    /// <param name="count">Number k of inputs; at least 1.</param>
    /// <param name="options">How to move; null for the defaults.</param>
    /// <param name="selector">
    /// What chooses k of the ends of all starts; it sees the latents as features. Default null: of the starts of each input the end with the
    /// highest score, the first of equal ones. Then input j does not depend on k, but two may end at one place.
    /// </param>
    /// <param name="progress">Told the number of starts done, after each batch of them.</param>
    /// <param name="cancellationToken">Looked at in each step.</param>
    /// <returns>The inputs, with the scores of their starts. The caller disposes them.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    /// <exception cref="InvalidOperationException">
    /// The acquisition has no gradient with respect to the latents, or a finite one at no start; it goes through an aleatoric head, which has none;
    /// or the generator, the network or the function gives what is not finite.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public SynthesizedInputs Ascend(
        int count,
        LatentAscentOptions? options = null,
        IBatchSelector? selector = null,
        IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Guard.AtLeast(count, 1);
        LatentAscentOptions chosen = options ?? new LatentAscentOptions();
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor starts = LatentDraws.Of(chosen.Seed, checked(count * chosen.StartsPerInput), _generator.Latents);
        (Tensor latents, double[] startScores) = Climb(starts, chosen, progress, cancellationToken);
        using SynthesisCandidates ends =
            SynthesisCandidates.Of(latents, _generator, _evaluation, _function, chosen.BatchSize, cancellationToken);
        IReadOnlyList<int> positions = selector is null
            ? [.. Enumerable.Range(0, count).Select(input => Best(ends.Scores, input * chosen.StartsPerInput, chosen.StartsPerInput))]
            : ends.Choose(selector, count, chosen.Seed, cancellationToken);
        return ends.Take(positions, startScores);
    }

    /// <summary>Draws inputs from the generator, by latents from N(0, I), and chooses the most informative.</summary>
    /// <param name="count">Number k of inputs; at least 1, and no more than candidates.</param>
    /// <param name="options">How many to choose from; null for the defaults.</param>
    /// <param name="selector">What chooses; it sees the latents as features. Default null: those with the highest scores.</param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    /// <returns>The inputs. The caller disposes them.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1, or there are fewer candidates.</exception>
    /// <exception cref="InvalidOperationException">The generator, the network or the function gives what is not finite.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public SynthesizedInputs Sample(
        int count,
        GeneratorSamplingOptions? options = null,
        IBatchSelector? selector = null,
        CancellationToken cancellationToken = default)
    {
        GeneratorSamplingOptions chosen = options ?? new GeneratorSamplingOptions();
        if (count < 1 || count > chosen.Candidates)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count), count, $"must be in range [1, {chosen.Candidates}]: there are {chosen.Candidates} candidates.");
        }

        using DisposeScope scope = torch.NewDisposeScope();
        Tensor latents = LatentDraws.Of(chosen.Seed, chosen.Candidates, _generator.Latents);
        using SynthesisCandidates candidates =
            SynthesisCandidates.Of(latents, _generator, _evaluation, _function, chosen.BatchSize, cancellationToken);
        return candidates.Take(
            candidates.Choose(selector ?? new TopKSelector(_function), count, chosen.Seed, cancellationToken), null);
    }

    private static int Best(double[] scores, int first, int length) =>
        first + Array.IndexOf(scores[first..(first + length)], scores.AsSpan(first, length).ToArray().Max());

    private (Tensor Latents, double[] StartScores) Climb(
        Tensor starts, LatentAscentOptions options, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        LatentObjective objective = new(_generator, _evaluation, _function, options.PriorWeight);
        LatentClimb climb = new(objective, options, new LatentBounds(options.Region, options.RegionShare, _generator.Latents));
        List<Tensor> ends = [];
        List<double> scores = [];
        for (long first = 0; first < starts.shape[0]; first += options.BatchSize)
        {
            (Tensor latents, Tensor startScores) =
                climb.Run(starts.narrow(0, first, Math.Min(options.BatchSize, starts.shape[0] - first)), cancellationToken);
            ends.Add(latents);
            scores.AddRange(PlainNumbers.Of(startScores));
            progress?.Report(scores.Count);
        }

        return (torch.cat(ends, 0), [.. scores]);
    }
}
