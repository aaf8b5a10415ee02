using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// What the visits of a sampler that runs networks whole are made of: the checks, the inputs in chunks, for each chunk the draws in
/// order, and the care for temporaries.
/// </summary>
internal static class DrawLoop
{
    /// <summary>Gives the [n, …] outputs of one draw for a chunk of n inputs, which are its own to change or dispose.</summary>
    public delegate Tensor Pass(int draw, long first, Tensor chunk);

    /// <summary>See <see cref="IPosteriorPredictive.Visit"/>.</summary>
    /// <param name="inputs">[N, …] inputs.</param>
    /// <param name="visit">Takes the outputs.</param>
    /// <param name="draws">Number of draws S.</param>
    /// <param name="rows">Says how many of the inputs go through at a time, once they have been checked.</param>
    /// <param name="pass">Runs one draw.</param>
    /// <param name="cancellationToken">Looked at before each pass.</param>
    public static void Run(
        Tensor inputs, DrawVisitor visit, int draws, Func<Tensor, long> rows, Pass pass, CancellationToken cancellationToken)
    {
        Guard.MinimumRank(inputs, 1, "[N, …]");
        Guard.Finite(inputs);
        Guard.NotNull(visit);

        // Read first: a visitor may do as it likes with what is the caller's.
        long count = inputs.shape[0];
        long most = rows(inputs);
        for (long first = 0; first < count; first += most)
        {
            long length = Math.Min(most, count - first);
            long[] shape = [];
            for (int draw = 0; draw < draws; draw++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using DisposeScope scope = torch.NewDisposeScope();
                Tensor outputs = Output(pass, draw, first, inputs.narrow(0, first, length).clone());
                shape = draw == 0 ? outputs.shape : Same(shape, outputs.shape, draw);
                visit(draw, first, outputs);
            }
        }
    }

    /// <summary>Throws unless <paramref name="output"/> is [N, C, …] with as many rows as the network was given inputs.</summary>
    public static Tensor Checked(Tensor output, long inputs, string giver)
    {
        if (output.ndim < 2 || output.shape[0] != inputs)
        {
            throw new InvalidOperationException(
                $"The {giver} must give [N, C, …] outputs with N = {inputs}; got [{string.Join(", ", output.shape)}].");
        }

        return output;
    }

    private static long[] Same(long[] expected, long[] shape, int draw) =>
        shape.AsSpan().SequenceEqual(expected)
            ? shape
            : throw new InvalidOperationException(
                $"All draws must give outputs of one shape; draw 0 gave [{string.Join(", ", expected)}], draw {draw} "
                + $"[{string.Join(", ", shape)}].");

    private static Tensor Output(Pass pass, int draw, long first, Tensor chunk)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return pass(draw, first, chunk).MoveToOuterDisposeScope();
    }
}
