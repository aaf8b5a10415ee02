using Benchmarks;

namespace TorchCalls;

/// <summary>Measures every case on every side in turn, round after round, so that a busy machine disturbs all sides alike.</summary>
internal static class Rounds
{
    // Half a second or so: the just-in-time compiler takes its time before it settles on its last version of what the loops call.
    private const int WarmUpCalls = 600_000;
    private const int WarmUpSteps = 60;

    // All sides start from the same weights, so that their losses are the same up to rounding.
    private const double Tolerance = 1e-3;

    /// <summary>The nanoseconds of each round, by case and side.</summary>
    internal static Dictionary<(BenchCase Case, ISide Side), double[]> Run(
        IReadOnlyList<ISide> sides, IReadOnlyList<BenchCase> cases, int rounds, bool quick)
    {
        Dictionary<(BenchCase Case, ISide Side), double[]> times = [];
        Processors processors = new();
        Terminal.ShowProgress("Measuring", cases.Count * (rounds + 1), advance =>
        {
            foreach (BenchCase @case in cases)
            {
                // Training steps move freely, because the linear algebra below has threads too.
                processors.Place(sides.Select(side => side.Process), @case.IsStep ? null : 1);
                WarmUp(sides, @case);
                advance();
                foreach (ISide side in sides)
                {
                    times[(@case, side)] = new double[rounds];
                }

                for (int round = 0; round < rounds; round++)
                {
                    foreach (ISide side in sides)
                    {
                        times[(@case, side)][round] =
                            side.Measure(@case, quick ? @case.QuickRepeats : @case.Repeats).Nanoseconds;
                    }

                    advance();
                }
            }
        });
        return times;
    }

    private static void WarmUp(IReadOnlyList<ISide> sides, BenchCase @case)
    {
        const int First = 3;
        if (@case.IsStep)
        {
            foreach (ISide side in sides)
            {
                side.Measure(@case with { Loop = BenchCase.Start }, 1);
            }
        }

        double[] checks = [.. sides.Select(side => side.Measure(@case, First).Check)];
        for (int i = 1; i < sides.Count; i++)
        {
            if (Math.Abs(checks[i] - checks[0]) > Tolerance * Math.Abs(checks[0]))
            {
                throw new InvalidOperationException(
                    $"The sides do not compute the same in '{@case.Title}': {sides[0].Name} has {checks[0]:G9}, "
                    + $"{sides[i].Name} has {checks[i]:G9}.");
            }
        }

        int more = @case.IsStep ? WarmUpSteps : WarmUpCalls;
        foreach (ISide side in sides)
        {
            side.Measure(@case, more);
        }
    }
}
