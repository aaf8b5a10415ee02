using System.Diagnostics;
using System.Runtime.CompilerServices;
using Benchmarks;
using TorchSharp;
using static TorchSharp.torch;

namespace TorchCalls;

/// <summary>The loops in this process, through the TorchSharp API.</summary>
internal sealed class OwnSide : ISide
{
    private const int StepBatch = 64;

    private readonly Tensor _ones = ones(2);
    private readonly Tensor _twos = full(2, 2f);
    private readonly Tensor _weight = ones(2, requires_grad: true);
    private readonly Tensor _left = full(8, 8, 0.5f);
    private readonly Tensor _right = full(8, 8, 0.25f);
    private LeNetTraining _training = new(StepBatch);

    public string Name => "C#";

    public string Torch => __version__;

    public Process Process { get; } = Process.GetCurrentProcess();

    public Reading Measure(BenchCase @case, int repeats)
    {
        if (get_num_threads() != @case.Threads)
        {
            set_num_threads(@case.Threads);
        }

        return @case.Loop switch
        {
            "add" => Call(repeats, this, static side => side._ones + side._twos),
            "add_grad" => Call(repeats, this, static side => side._weight + side._twos),
            "relu" => Call(repeats, this, static side => side._ones.relu()),
            "sum" => Call(repeats, this, static side => side._ones.sum()),
            "matmul" => Call(repeats, this, static side => matmul(side._left, side._right)),
            BenchCase.Start => StartTraining(),
            BenchCase.Step => Steps(repeats),
            _ => throw new ArgumentException($"There is no loop '{@case.Loop}'.", nameof(@case)),
        };
    }

    public void Dispose()
    {
        _ones.Dispose();
        _twos.Dispose();
        _weight.Dispose();
        _left.Dispose();
        _right.Dispose();
        _training.Dispose();
        Process.Dispose();
    }

    // Compiled in full at once: it is called too seldom to become so by itself, and would begin each round unoptimized.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Reading Call(int repeats, OwnSide side, Func<OwnSide, Tensor> operation)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++)
        {
            operation(side).Dispose();
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        using Tensor result = operation(side);
        using Tensor total = result.sum();
        return new Reading(elapsed.TotalNanoseconds / repeats, total.item<float>());
    }

    private Reading StartTraining()
    {
        _training.Dispose();
        _training = new LeNetTraining(StepBatch);
        return default;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Reading Steps(int repeats)
    {
        float loss = 0;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            loss = _training.Step().item<float>();
        }

        return new Reading(Stopwatch.GetElapsedTime(start).TotalNanoseconds / repeats, loss);
    }
}
