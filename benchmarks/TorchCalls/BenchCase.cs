namespace TorchCalls;

/// <summary>One loop to measure: what the peers call it, how many threads torch may use, and how often it runs in a round.</summary>
internal sealed record BenchCase(string Loop, string Title, int Threads, int Repeats, int QuickRepeats)
{
    internal const string Step = "step";

    /// <summary>The request that makes the network, the optimizer and the data anew, from the same seed on every side.</summary>
    internal const string Start = "start";

    internal bool IsStep => Loop == Step;

    /// <summary>The small operators run on one thread whatever the setting; a training step is measured on one and on two.</summary>
    internal static IReadOnlyList<BenchCase> All { get; } =
    [
        Call("add", "add, 2 elements"),
        Call("add_grad", "add, 2 elements, recorded for gradients"),
        Call("relu", "relu, 2 elements"),
        Call("sum", "sum, 2 elements"),
        Call("matmul", "matmul, 8 × 8"),
        new BenchCase(Step, "LeNet-5 training step, batch 64, 1 thread", 1, 12, 3),
        new BenchCase(Step, "LeNet-5 training step, batch 64, 2 threads", 2, 12, 3),
    ];

    private static BenchCase Call(string loop, string title) => new(loop, title, 1, 20_000, 2_000);
}
