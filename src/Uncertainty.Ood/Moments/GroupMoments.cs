using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// Means of groups of features, and what they scatter around the means of their groups, folded a batch at a time in double precision, in
/// memory that does not grow with the number of inputs.
/// </summary>
/// <remarks>
/// Batches are put together as by Chan, Golub, LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances",
/// COMPSTAT 1982, in differences from the mean of the first batch, so that features far from 0 lose no digits.
/// </remarks>
/// <param name="scatter">Whether scatter is folded too, and not means alone.</param>
internal sealed class GroupMoments(bool scatter) : IDisposable
{
    private const int MostGroups = 1 << 16;

    private Tensor? _origin;
    private Tensor? _counts;
    private Tensor? _means;
    private Tensor? _scatter;

    /// <summary>Number of groups G.</summary>
    public int Groups => _counts is null ? 0 : (int)_counts.shape[0];

    /// <summary>Number of inputs N.</summary>
    public long Count => Counts.Sum();

    /// <summary>Number of inputs of each group.</summary>
    public IReadOnlyList<long> Counts
    {
        get
        {
            using DisposeScope scope = torch.NewDisposeScope();
            return [.. _counts!.cpu().data<double>().ToArray().Select(count => (long)count)];
        }
    }

    /// <summary>
    /// [F, F] sum over all inputs of the outer products of differences from the means of their groups. Stays this object's.
    /// </summary>
    public Tensor Within => _scatter!;

    /// <summary>Adds a batch.</summary>
    /// <param name="features">[B, F] features in double precision.</param>
    /// <param name="groups">[B] the group of each; null for one group.</param>
    public void Add(Tensor features, Tensor? groups = null)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        _origin ??= features.mean([0]).DetachFromDisposeScope();
        Tensor labels = groups?.to(features.device)
            ?? torch.zeros(features.shape[0], dtype: torch.ScalarType.Int64, device: features.device);
        Grow(labels.max().item<long>() + 1, features);
        Tensor shifted = features - _origin;
        Tensor members = torch.nn.functional.one_hot(labels, Groups).to_type(torch.ScalarType.Float64);
        Tensor counts = members.sum([0]);
        Tensor means = members.t().matmul(shifted) / counts.clamp_min(1).unsqueeze(1);
        Tensor totals = (_counts! + counts).clamp_min(1);
        Tensor moved = means - _means!;
        if (scatter)
        {
            Tensor inner = shifted - means.index_select(0, labels);
            Tensor between = moved * (_counts! * counts / totals).sqrt().unsqueeze(1);
            _scatter!.add_(inner.t().matmul(inner)).add_(between.t().matmul(between));
        }

        _means!.add_(moved * (counts / totals).unsqueeze(1));
        _counts!.add_(counts);
    }

    /// <summary>[G, F] means of the groups, in the current dispose scope.</summary>
    public Tensor Means()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return (_means! + _origin!).MoveToOuterDisposeScope();
    }

    /// <summary>[F] mean of all inputs, in the current dispose scope.</summary>
    public Tensor Mean()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return (Offset() + _origin!).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// [F, F] sum over all inputs of the outer products of differences from the mean of all, in the current dispose scope.
    /// </summary>
    public Tensor Total()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor between = (_means! - Offset()) * _counts!.sqrt().unsqueeze(1);
        return (_scatter! + between.t().matmul(between)).MoveToOuterDisposeScope();
    }

    /// <summary>Asserts that no group is too small.</summary>
    /// <param name="least">Fewest inputs of a group.</param>
    /// <param name="mend">What to do about a group that has fewer.</param>
    /// <exception cref="ArgumentException">Some have fewer.</exception>
    public void RequireEach(int least, string mend)
    {
        IReadOnlyList<long> counts = Counts;
        int[] small = [.. Enumerable.Range(0, Groups).Where(group => counts[group] < least)];
        if (small.Length > 0)
        {
            throw FitErrors.Batches(
                $"must hold at least {least} inputs of each class from 0 to {Groups - 1}; class {FitErrors.List(small)} "
                + $"{(small.Length == 1 ? "has" : "have")} only {string.Join(", ", small.Select(group => counts[group]).Distinct().Order())}. "
                + mend);
        }
    }

    public void Dispose()
    {
        _origin?.Dispose();
        _counts?.Dispose();
        _means?.Dispose();
        _scatter?.Dispose();
    }

    private Tensor Offset() => (_counts!.unsqueeze(0).matmul(_means!) / _counts.sum()).squeeze(0);

    /// <summary>Makes room for groups that have not been seen before.</summary>
    private void Grow(long groups, Tensor features)
    {
        if (groups > MostGroups)
        {
            throw FitErrors.Batches(
                $"must have labels that number the classes from 0; the highest is {groups - 1}, and at most {MostGroups - 1} is taken.");
        }

        long more = groups - Groups;
        if (more <= 0)
        {
            return;
        }

        Replace(ref _counts, torch.zeros(more, dtype: torch.ScalarType.Float64, device: features.device));
        Replace(ref _means, torch.zeros(more, features.shape[1], dtype: torch.ScalarType.Float64, device: features.device));
        if (scatter)
        {
            long width = features.shape[1];
            _scatter ??= torch.zeros(width, width, dtype: torch.ScalarType.Float64, device: features.device).DetachFromDisposeScope();
        }
    }

    private static void Replace(ref Tensor? rows, Tensor added)
    {
        Tensor whole = (rows is null ? added : torch.cat([rows, added], 0)).DetachFromDisposeScope();
        rows?.Dispose();
        rows = whole;
    }
}
