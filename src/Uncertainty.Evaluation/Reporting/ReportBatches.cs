using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>Walks over batches, and reads tensors as plain rows in double precision.</summary>
internal static class ReportBatches
{
    /// <summary>Hands over each batch with its number; the tensors stay the caller's.</summary>
    /// <param name="batches">Inputs and truths.</param>
    /// <param name="read">Takes number, inputs and truths of a batch; gives the number of inputs so far.</param>
    /// <param name="progress">Told that number.</param>
    /// <param name="cancellationToken">Looked at before each batch.</param>
    public static void Each(
        IEnumerable<(Tensor Inputs, Tensor Truths)> batches,
        Func<int, Tensor, Tensor, long> read,
        IProgress<long>? progress,
        CancellationToken cancellationToken)
    {
        int batch = 0;
        foreach ((Tensor inputs, Tensor truths) in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (inputs is null || truths is null)
            {
                throw new ArgumentException($"must hold tensors; batch {batch} holds none.", nameof(batches));
            }

            long done = read(batch, inputs, truths);
            progress?.Report(done);
            batch++;
        }

        if (batch == 0)
        {
            throw new ArgumentException("must hold at least one batch; got none.", nameof(batches));
        }
    }

    /// <summary>Truths of one shape, or an error that names the batch.</summary>
    public static void Shape(int batch, Tensor truths, long[] expected)
    {
        if (!truths.shape.AsSpan().SequenceEqual(expected))
        {
            throw Refused(
                $"must have true values of shape [{string.Join(", ", expected)}], as the predictions; "
                + $"those of batch {batch} are [{string.Join(", ", truths.shape)}].");
        }
    }

    /// <summary>[N, C, …] as rows of C: [N · positions, C], the position running faster than the input.</summary>
    public static double[] Rows(Tensor values)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        long[] order = [0, .. Enumerable.Range(2, (int)values.ndim - 2).Select(i => (long)i), 1];
        return PlainNumbers.Of(values.permute(order));
    }

    /// <summary>All labels, row-major.</summary>
    public static long[] Labels(int batch, Tensor labels)
    {
        if (torch.is_floating_point(labels.dtype) || labels.dtype == torch.ScalarType.Bool)
        {
            throw Refused($"must have labels of whole numbers; those of batch {batch} are {labels.dtype}.");
        }

        using DisposeScope scope = torch.NewDisposeScope();
        return labels.detach().cpu().to_type(torch.ScalarType.Int64).contiguous().data<long>().ToArray();
    }

    /// <summary>What is wrong with the batches.</summary>
    public static ArgumentException Refused(string message, string name = "batches") => new(message, name);
}
