using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>What is labelled so far, in the order in which the labels came.</summary>
public sealed class LabelledSet
{
    private readonly IPool _pool;
    private readonly LabelSpace _space;
    private readonly IReadOnlyList<LabelledInput> _inputs;

    /// <summary>Looks at a pool and what is known of it.</summary>
    /// <param name="pool">The pool; stays the caller's.</param>
    /// <param name="space">The labels that there can be.</param>
    /// <param name="inputs">The labelled inputs; at least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public LabelledSet(IPool pool, LabelSpace space, IReadOnlyList<LabelledInput> inputs)
    {
        _pool = Guard.NotNull(pool);
        _space = Guard.NotNull(space);
        _inputs = [.. Guard.NotNull(inputs)];
        if (_inputs.Count == 0)
        {
            throw new ArgumentException("must hold at least one labelled input; got none.", nameof(inputs));
        }
    }

    /// <summary>Number of labelled inputs.</summary>
    public int Count => _inputs.Count;

    /// <summary>Numbers of the inputs in the pool, with their labels.</summary>
    public IReadOnlyList<LabelledInput> Items => _inputs;

    /// <summary>[n, …] all labelled inputs. A new tensor, the caller's.</summary>
    public Tensor Inputs() => _pool.Inputs([.. _inputs.Select(input => input.Index)]);

    /// <summary>[n] classes (Int64) or [n, D] targets (Float32) of all labelled inputs. A new tensor, the caller's.</summary>
    public Tensor Targets() => _space.ToTensor([.. _inputs.Select(input => input.Label)]);

    /// <summary>All labelled inputs once, in random order.</summary>
    /// <param name="size">Inputs of a batch, the last of which may be smaller; at least 1.</param>
    /// <param name="seed">Seed of the order: take another for each epoch.</param>
    /// <returns>Batches [b, …] with their targets; each is gone when the next is asked for.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is below 1.</exception>
    public IEnumerable<(Tensor Inputs, Tensor Targets)> Batches(int size, long seed)
    {
        Guard.AtLeast(size, 1);
        return Run();

        IEnumerable<(Tensor Inputs, Tensor Targets)> Run()
        {
            LabelledInput[] order = [.. _inputs.Index().OrderBy(entry => Seeds.Uniform(seed, entry.Index)).Select(entry => entry.Item)];
            foreach (LabelledInput[] part in order.Chunk(size))
            {
                using Tensor inputs = _pool.Inputs([.. part.Select(input => input.Index)]);
                using Tensor targets = _space.ToTensor([.. part.Select(input => input.Label)]);
                yield return (inputs, targets);
            }
        }
    }
}
