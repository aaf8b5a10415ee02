using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// Exact distances to the k-th nearest row of a bank, in chunks: memory does not grow with the product of inputs and rows. Candidates come
/// from a product of matrices, their distances from differences, so that near rows lose no digits.
/// </summary>
internal sealed class NeighbourSearch
{
    private const int QueryChunk = 256;
    private const int BankChunk = 8192;
    private const long MostValues = 1 << 21;

    private readonly Tensor _bank;
    private readonly Tensor _squares;
    private readonly int _neighbours;

    /// <param name="bank">[M, F] rows, near 0 for the sake of the product.</param>
    /// <param name="neighbours">k, at most M.</param>
    public NeighbourSearch(Tensor bank, int neighbours)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        _bank = bank;
        _neighbours = neighbours;
        _squares = bank.square().sum(1).MoveToOuterDisposeScope();
    }

    /// <summary>All tensors, for the owner.</summary>
    public IReadOnlyList<Tensor> Tensors => [_bank, _squares];

    /// <summary>[M, F] the rows.</summary>
    public Tensor Bank => _bank;

    /// <summary>[N] distances, in the current dispose scope.</summary>
    /// <param name="queries">[N, F] rows.</param>
    public Tensor Distances(Tensor queries)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor bank = _bank.to(queries.device);
        Tensor squares = _squares.to(queries.device);
        List<Tensor> chunks = [];
        for (long first = 0; first < queries.shape[0]; first += QueryChunk)
        {
            using DisposeScope chunk = torch.NewDisposeScope();
            Tensor part = queries.narrow(0, first, Math.Min(QueryChunk, queries.shape[0] - first));
            chunks.Add(Farthest(part, bank, Candidates(part, bank, squares)).MoveToOuterDisposeScope());
        }

        return torch.cat(chunks, 0).MoveToOuterDisposeScope();
    }

    /// <summary>[n, k] numbers of the nearest rows.</summary>
    private Tensor Candidates(Tensor queries, Tensor bank, Tensor squares)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor? values = null;
        Tensor? places = null;
        for (long first = 0; first < bank.shape[0]; first += BankChunk)
        {
            using DisposeScope chunk = torch.NewDisposeScope();
            long length = Math.Min(BankChunk, bank.shape[0] - first);

            // Squared distances less the squares of the queries, which do not change the order.
            Tensor near = squares.narrow(0, first, length) - (queries.matmul(bank.narrow(0, first, length).t()) * 2);
            (Tensor least, Tensor found) = near.topk((int)Math.Min(_neighbours, length), 1, largest: false, sorted: false);
            found = found + first;
            if (values is not null)
            {
                Tensor all = torch.cat([values, least], 1);
                (least, Tensor kept) = all.topk((int)Math.Min(_neighbours, all.shape[1]), 1, largest: false, sorted: false);
                found = torch.cat([places!, found], 1).gather(1, kept);
            }

            values?.Dispose();
            places?.Dispose();
            values = least.MoveToOuterDisposeScope();
            places = found.MoveToOuterDisposeScope();
        }

        return places!.MoveToOuterDisposeScope();
    }

    /// <summary>[n] the largest distance to the rows chosen for each query.</summary>
    private static Tensor Farthest(Tensor queries, Tensor bank, Tensor chosen)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        long neighbours = chosen.shape[1];
        long rows = Math.Max(1, MostValues / (neighbours * queries.shape[1]));
        List<Tensor> pieces = [];
        for (long first = 0; first < queries.shape[0]; first += rows)
        {
            using DisposeScope piece = torch.NewDisposeScope();
            long length = Math.Min(rows, queries.shape[0] - first);
            Tensor near = bank.index_select(0, chosen.narrow(0, first, length).flatten()).reshape(length, neighbours, -1);
            Tensor distances = (near - queries.narrow(0, first, length).unsqueeze(1)).square().sum(2).sqrt();
            pieces.Add(distances.amax([1]).MoveToOuterDisposeScope());
        }

        return torch.cat(pieces, 0).MoveToOuterDisposeScope();
    }
}
