using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// The inputs that a selector chooses from, and what a model says of them: draws, which come a batch at a time, and features. Each is computed
/// when it is first asked for. Not safe for several threads.
/// </summary>
public sealed class CandidateSet : IDisposable
{
    private readonly Func<CancellationToken, IEnumerable<PredictiveSamples>>? _draws;
    private readonly Func<CancellationToken, CandidateFeatures>? _read;
    private CandidateFeatures? _features;
    private bool _disposed;

    private CandidateSet(
        int count,
        Func<CancellationToken, IEnumerable<PredictiveSamples>>? draws,
        Func<CancellationToken, CandidateFeatures>? read,
        IReadOnlyList<Label>? labels,
        IReadOnlyList<int>? indices = null)
    {
        Count = count;
        Indices = indices ?? [.. Enumerable.Range(0, count)];
        _draws = draws;
        _read = read;
        Labels = labels ?? [];
    }

    /// <summary>Number of candidates N.</summary>
    public int Count { get; }

    /// <summary>Number of each candidate in its pool, by which what was computed once for a whole pool is looked up; without a pool 0 … N - 1.</summary>
    public IReadOnlyList<int> Indices { get; }

    /// <summary>Labels that are known already, for selectors that balance classes; empty where none were given.</summary>
    public IReadOnlyList<Label> Labels { get; }

    /// <summary>Whether there are draws.</summary>
    public bool HasDraws => _draws is not null;

    /// <summary>Whether there are features.</summary>
    public bool HasFeatures => _read is not null;

    /// <summary>Draws that have been computed before.</summary>
    /// <param name="draws">[S, N, C] draws; they stay the caller's and must outlive the candidates.</param>
    /// <param name="features">Features of the candidates, which the candidates then own; null for none.</param>
    /// <param name="labels">Labels that are known already; null for none.</param>
    /// <exception cref="ArgumentException"><paramref name="features"/> are of another number of candidates.</exception>
    public static CandidateSet FromDraws(
        PredictiveSamples draws, CandidateFeatures? features = null, IReadOnlyList<Label>? labels = null)
    {
        Guard.NotNull(draws);
        if (features is not null && features.Count != draws.Inputs)
        {
            throw new ArgumentException($"must be features of {draws.Inputs} candidates, as there are draws; got {features.Count}.", nameof(features));
        }

        return new CandidateSet(draws.Inputs, _ => Copies(), features is null ? null : _ => features, labels) { _features = features };

        IEnumerable<PredictiveSamples> Copies()
        {
            yield return new PredictiveSamples(draws.Values);
        }
    }

    /// <summary>Features alone, for selectors that need no draws.</summary>
    /// <param name="features">Features of the candidates, which the candidates then own.</param>
    /// <param name="labels">Labels that are known already; null for none.</param>
    public static CandidateSet FromFeatures(CandidateFeatures features, IReadOnlyList<Label>? labels = null) =>
        new(Guard.NotNull(features).Count, null, _ => features, labels) { _features = features };

    /// <summary>Inputs of a pool, as a model sees them.</summary>
    /// <param name="pool">The pool; stays the caller's.</param>
    /// <param name="indices">Numbers of the candidates in the pool; at least one, all different.</param>
    /// <param name="evaluation">The model; stays the caller's.</param>
    /// <param name="reader">Where features come from; null where no selector needs them.</param>
    /// <param name="labelled">Numbers of the labelled inputs in the pool, with their labels; null for none.</param>
    /// <param name="batch">Inputs that are looked at together. Default 1000; at least 1. No result depends on it.</param>
    /// <exception cref="ArgumentException"><paramref name="indices"/> are none, or one is there twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such input, or <paramref name="batch"/> is below 1.</exception>
    public static CandidateSet FromPool(
        IPool pool,
        IReadOnlyList<int> indices,
        UncertaintyEvaluation evaluation,
        FeatureReader? reader = null,
        IReadOnlyList<LabelledInput>? labelled = null,
        int batch = 1000)
    {
        Guard.NotNull(pool);
        Guard.NotNull(evaluation);
        Guard.AtLeast(batch, 1);
        PoolIndices.Check(indices, pool.Count);
        PoolIndices.Different(indices);
        IReadOnlyList<LabelledInput> known = labelled ?? [];
        if (known.Count > 0)
        {
            PoolIndices.Check([.. known.Select(input => input.Index)], pool.Count, nameof(labelled));
        }

        PoolReading reading = new(pool, batch);
        return new CandidateSet(
            indices.Count,
            cancellation => reading.Draws(indices, evaluation, cancellation),
            reader is null ? null : cancellation => reading.Features(indices, [.. known.Select(input => input.Index)], reader, cancellation),
            [.. known.Select(input => input.Label)],
            [.. indices]);
    }

    /// <summary>The draws of all candidates, in order, a batch of candidates at a time.</summary>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    /// <returns>[S, n, C] draws of the next n candidates each, of the same S for all. The caller disposes each.</returns>
    /// <exception cref="InvalidOperationException">There are no draws, or the model's outputs are not finite.</exception>
    public IEnumerable<PredictiveSamples> Draws(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return (_draws ?? throw new InvalidOperationException("The candidates have no draws: give a posterior's, or a model."))(cancellationToken);
    }

    /// <summary>The features of all candidates and of the labelled inputs. They belong to the candidates: do not dispose.</summary>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    /// <exception cref="InvalidOperationException">There are no features, or they are not finite.</exception>
    public CandidateFeatures Features(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _features ??= (_read ?? throw new InvalidOperationException(
            "The candidates have no features: give a reader of features."))(cancellationToken);
    }

    /// <summary>[N] scores of all candidates in double precision, on the CPU. A new tensor, the caller's.</summary>
    /// <param name="function">What scores them.</param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    /// <exception cref="InvalidOperationException">There are no draws, or the function gives something else than finite scores.</exception>
    public Tensor Score(AcquisitionFunction function, CancellationToken cancellationToken = default)
    {
        Guard.NotNull(function);
        using DisposeScope scope = torch.NewDisposeScope();
        List<Tensor> parts = [];
        foreach (PredictiveSamples draws in Draws(cancellationToken))
        {
            using (draws)
            {
                parts.Add(Scores(function, draws));
            }
        }

        return torch.cat(parts, 0).MoveToOuterDisposeScope();
    }

    /// <summary>Gives the features back.</summary>
    public void Dispose()
    {
        _disposed = true;
        _features?.Dispose();
    }

    private static Tensor Scores(AcquisitionFunction function, PredictiveSamples draws)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor scores = function(draws);
        if (scores.ndim != 1 || scores.shape[0] != draws.Inputs)
        {
            throw new InvalidOperationException(
                $"The acquisition function must give [{draws.Inputs}] scores, one for each candidate; got [{string.Join(", ", scores.shape)}].");
        }

        return Guard.FiniteOutputs(scores.detach().cpu().to_type(torch.ScalarType.Float64), "acquisition function").alias().MoveToOuterDisposeScope();
    }
}
