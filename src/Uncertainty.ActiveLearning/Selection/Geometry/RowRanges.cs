using TorchSharp;

namespace Uncertainty.ActiveLearning;

/// <summary>Work that goes row by row, on as many threads as torch has. What is done for a row must not depend on the range it lies in.</summary>
internal static class RowRanges
{
    /// <summary>Below so many rows a thread costs more than it saves.</summary>
    private const int LeastRows = 256;

    /// <summary>Calls <paramref name="body"/> for ranges [first, last) that together are all rows.</summary>
    public static void Run(int count, Action<int, int> body)
    {
        int parts = Math.Clamp(count / LeastRows, 1, torch.get_num_threads());
        if (parts == 1)
        {
            body(0, count);
            return;
        }

        Parallel.For(0, parts, part => body(First(part), First(part + 1)));

        int First(int part) => (int)((long)count * part / parts);
    }
}
