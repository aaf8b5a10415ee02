using System.Diagnostics;
using TorchSharp;
using Uncertainty.Bnn;
using static TorchSharp.torch;

namespace SamplingSpeed;

/// <summary>The ways in this process to S passes of Monte Carlo dropout; each gives its seconds.</summary>
internal static class Ways
{
    /// <summary>Most bytes of the activations of a replicated batch; more goes in chunks.</summary>
    internal const long ReplicaBytes = 2L << 30;

    // A layer's input and output, and what stands beside them: a residual, or what dropout draws.
    private const int ActivationsAlive = 3;

    /// <summary>One pass without dropout.</summary>
    internal static double OnePass(Subject subject, int draws)
    {
        subject.LetDropoutDrop(false);
        return Time(() => subject.Network.call(subject.Inputs).softmax(1));
    }

    /// <summary>What a user would write: dropout on, one pass after another, all of them kept.</summary>
    internal static double Naive(Subject subject, int draws)
    {
        subject.LetDropoutDrop(true);
        int passes = Math.Min(draws, subject.Workload.MostPasses);
        double seconds = Time(() =>
        {
            List<Tensor> probabilities = [];
            for (int pass = 0; pass < passes; pass++)
            {
                using DisposeScope scope = NewDisposeScope();
                probabilities.Add(subject.Network.call(subject.Inputs).softmax(1).MoveToOuterDisposeScope());
            }

            return stack(probabilities);
        });
        return seconds * draws / passes;
    }

    /// <summary>The batch repeated S times in one pass, or in few.</summary>
    internal static double Replicated(Subject subject, int draws)
    {
        subject.LetDropoutDrop(true);
        int passes = Math.Min(draws, subject.Workload.MostPasses);
        long bytes = ActivationsAlive * sizeof(float) * subject.Workload.Widest * subject.Inputs.shape[0];
        int together = (int)Math.Clamp(ReplicaBytes / bytes, 1, passes);
        double seconds = Time(() =>
        {
            List<Tensor> probabilities = [];
            for (int done = 0; done < passes; done += together)
            {
                using DisposeScope scope = NewDisposeScope();
                int copies = Math.Min(together, passes - done);
                Tensor batch = subject.Inputs.repeat([copies, .. subject.Workload.Shape.Select(_ => 1L)]);
                Tensor outputs = subject.Network.call(batch).softmax(1);
                probabilities.Add(outputs.view(copies, -1, outputs.shape[1]).MoveToOuterDisposeScope());
            }

            return cat(probabilities);
        });
        return seconds * draws / passes;
    }

    /// <summary>The library, made anew each time, its draws folded as they come.</summary>
    internal static double Engine(Subject subject, int draws)
    {
        subject.LetDropoutDrop(false);
        return Time(() =>
        {
            McDropout posterior = new(subject.Network, new McDropoutOptions { Draws = draws });
            return Folding.Mean(posterior, subject.Inputs);
        });
    }

    /// <summary>The seconds until <paramref name="work"/> has its result, without gradients.</summary>
    internal static double Time(Func<Tensor> work)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
