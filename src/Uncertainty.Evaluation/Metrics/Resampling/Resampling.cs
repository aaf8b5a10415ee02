using System.Globalization;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;
using MathNet.Numerics.Statistics;
using Uncertainty.Bnn;

namespace Uncertainty.Evaluation;

/// <summary>The replicates of a bootstrap, and the interval that they make.</summary>
internal sealed class Resampling(BootstrapOptions options, IProgress<int>? progress, CancellationToken cancellationToken)
{
    private const int JackknifeGroups = 200;

    /// <summary>The elements of an array at the places.</summary>
    public static T[] Take<T>(T[] all, int[] places) => Array.ConvertAll(places, place => all[place]);

    /// <param name="strata">Lengths of the runs of inputs that are drawn from by themselves.</param>
    /// <param name="metric">Of the inputs at the places it is given.</param>
    public BootstrapInterval Interval(int[] strata, Func<int[], double> metric)
    {
        int inputs = strata.Sum();
        double estimate = Finite(metric([.. Enumerable.Range(0, inputs)]), "the inputs as they are");
        double[] replicates = new double[options.Replicates];
        int[] chosen = new int[inputs];
        for (int replicate = 0; replicate < replicates.Length; replicate++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Draw(chosen, strata, new Xoshiro256StarStar(unchecked((int)Seeds.Derive(options.Seed, replicate)), threadSafe: false));
            replicates[replicate] = Finite(metric(chosen), $"replicate {replicate}");
            progress?.Report(replicate + 1);
        }

        double error = replicates.StandardDeviation();
        Array.Sort(replicates);
        (double lower, double upper) = Levels(strata, metric, replicates, estimate);
        return new BootstrapInterval(estimate, Quantile(replicates, lower), Quantile(replicates, upper), error);
    }

    private static void Draw(int[] chosen, int[] strata, Xoshiro256StarStar random)
    {
        int next = 0;
        foreach (int length in strata)
        {
            int first = next;
            for (int i = 0; i < length; i++)
            {
                chosen[next++] = first + random.Next(length);
            }
        }
    }

    private static double Quantile(double[] sorted, double level) =>
        SortedArrayStatistics.QuantileCustom(sorted, level, QuantileDefinition.R7);

    private static double Finite(double value, string of) => double.IsFinite(value)
        ? value
        : throw new InvalidOperationException(
            $"The metric must be a finite number; for {of} it is {value.ToString(CultureInfo.InvariantCulture)}.");

    /// <summary>Which quantiles of the replicates are the ends of the interval.</summary>
    private (double Lower, double Upper) Levels(int[] strata, Func<int[], double> metric, double[] replicates, double estimate)
    {
        double tail = (1 - options.Level) / 2;
        double below = (replicates.Count(value => value < estimate) + (0.5 * replicates.Count(value => value == estimate))) / replicates.Length;

        // With all replicates on one side there is no correction that could be told from infinity.
        if (options.Method == BootstrapMethod.Percentile || below is 0 or 1)
        {
            return (tail, 1 - tail);
        }

        double bias = Normal.InvCDF(0, 1, below);
        double acceleration = Acceleration(strata, metric);
        return (Moved(tail), Moved(1 - tail));

        double Moved(double level)
        {
            double shifted = bias + Normal.InvCDF(0, 1, level);
            return Normal.CDF(0, 1, bias + (shifted / (1 - (acceleration * shifted))));
        }
    }

    /// <summary>Σ d³ / (6 (Σ d²)^1.5) over how much the metric falls by leaving a group out; 0 where it never changes.</summary>
    private double Acceleration(int[] strata, Func<int[], double> metric)
    {
        int inputs = strata.Sum();
        int groups = Math.Min(JackknifeGroups, inputs);
        if (strata.Min() < 2 || groups < 2)
        {
            return 0;
        }

        double[] values = new double[groups];
        for (int group = 0; group < groups; group++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            values[group] = Finite(metric([.. Enumerable.Range(0, inputs).Where(i => i % groups != group)]), $"all inputs but group {group}");
        }

        double mean = values.Mean();
        double squares = values.Sum(value => (mean - value) * (mean - value));
        double cubes = values.Sum(value => (mean - value) * (mean - value) * (mean - value));
        return squares > 0 ? cubes / (6 * Math.Pow(squares, 1.5)) : 0;
    }
}
