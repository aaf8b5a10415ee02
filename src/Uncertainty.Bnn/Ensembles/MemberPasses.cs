using System.Runtime.ExceptionServices;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>The forward passes of an ensemble's members, as many at a time as allowed, on threads of their own.</summary>
internal sealed class MemberPasses(IReadOnlyList<torch.nn.Module<Tensor, Tensor>> members, int parallelism) : IDisposable
{
    private readonly Queue<Tensor> _ahead = [];

    /// <summary>The outputs of a member for a chunk of inputs. Members are asked for in order.</summary>
    public Tensor Next(int member, Tensor chunk)
    {
        if (parallelism == 1)
        {
            return Pass(member, chunk);
        }

        if (_ahead.Count == 0)
        {
            RunTogether(member, Math.Min(parallelism, members.Count - member), chunk);
        }

        using Tensor kept = _ahead.Dequeue();
        return kept.alias();
    }

    /// <summary>Disposes what was computed ahead and not asked for.</summary>
    public void Dispose()
    {
        while (_ahead.TryDequeue(out Tensor? output))
        {
            output.Dispose();
        }
    }

    /// <summary>
    /// Runs members first … first + count - 1. Dispose scopes, the gradient's mode and the number of torch's threads belong to the
    /// thread, so each worker sets up its own; and each disposes what it made, once the caller's thread has made tensors of its own
    /// on the outputs' storages.
    /// </summary>
    private void RunTogether(int first, int count, Tensor chunk)
    {
        int threads = torch.get_num_threads();
        int share = Math.Max(1, threads / Math.Min(parallelism, members.Count));
        Tensor?[] outputs = new Tensor?[count];
        ExceptionDispatchInfo?[] errors = new ExceptionDispatchInfo?[count];
        using CountdownEvent computed = new(count);
        using ManualResetEventSlim taken = new();

        void Work(int index)
        {
            using IDisposable noGradient = torch.no_grad();
            using DisposeScope scope = torch.NewDisposeScope();
            try
            {
                torch.set_num_threads(share);
                outputs[index] = Pass(first + index, chunk.clone());
            }
            catch (Exception error)
            {
                // Thrown again on the caller's thread.
                errors[index] = ExceptionDispatchInfo.Capture(error);
            }
            finally
            {
                computed.Signal();
            }

            taken.Wait();
        }

        Thread[] workers = [.. Enumerable.Range(0, count).Select(index => new Thread(() => Work(index)))];
        try
        {
            Array.ForEach(workers, worker => worker.Start());
            computed.Wait();
            foreach (Tensor? output in outputs)
            {
                if (output is not null)
                {
                    _ahead.Enqueue(output.alias().DetachFromDisposeScope());
                }
            }
        }
        finally
        {
            taken.Set();
            Array.ForEach(workers, worker => worker.Join());
            torch.set_num_threads(threads);
        }

        Array.Find(errors, error => error is not null)?.Throw();
    }

    private Tensor Pass(int member, Tensor chunk)
    {
        // Read first: a network may dispose what it is given.
        long inputs = chunk.shape[0];
        return DrawLoop.Checked(members[member].call(chunk), inputs, $"ensemble's member {member}");
    }
}
