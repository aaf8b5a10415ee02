using Benchmarks;

namespace EstimatorVariance;

/// <summary>How noisy the gradients of the three estimators are, and what their steps cost.</summary>
internal static class Program
{
    internal static int Main(string[] args) => BenchCommand.Run(
        "Measures the variance of the ELBO's gradient by each estimator of Bayesian layers, and the time of a training step.",
        args,
        Measure);

    private static void Measure(bool quick)
    {
        // Times on a busy machine are the steadier for it, and the numbers do not depend on the machine's cores.
        Threads.Use(1);
        using Digits digits = new(quick ? 500 : 4_000);
        BenchReport report = new(quick ? $"{nameof(EstimatorVariance)}-quick" : nameof(EstimatorVariance));
        VarianceTable.Show(Stage.All(quick), digits, quick ? 10 : 100, report);
        TimeTable.Show(digits, quick ? 3 : 15, report);
        report.Write();
    }
}
