using MathNet.Numerics.LinearAlgebra;

namespace Uncertainty.Evaluation;

/// <summary>
/// Damped Newton steps to the least of a convex function: with a Cholesky factor of the curvature where there are few weights, by conjugate
/// gradients where there are many.
/// </summary>
/// <remarks>
/// A gradient that vanishes is not enough: it does so too where the optimum is infinite, on and on. There every Newton step still moves the logits
/// by about 1, whereas at a finite optimum the steps end.
/// </remarks>
internal static class NewtonFit
{
    public const double Tolerance = 1e-8;

    private const double StepTolerance = 1e-6;
    private const double VanishedGradient = 1e-12;
    private const double EndlessStep = 0.1;
    private const int MostSteps = 200;
    private const int MostHalvings = 60;
    private const int MostDenseWeights = 512;
    private const int MostProducts = 2000;

    /// <summary>Where the function is least.</summary>
    /// <param name="function">The function.</param>
    /// <param name="start">Where to start; unchanged.</param>
    /// <param name="name">The argument to blame where there is no finite optimum.</param>
    /// <param name="remedy">What to do about it; a sentence.</param>
    /// <exception cref="ArgumentException">There is no finite optimum.</exception>
    /// <exception cref="InvalidOperationException">The optimum was not reached.</exception>
    public static double[] Minimise(LinearSoftmax function, double[] start, string name, string remedy)
    {
        double[] point = [.. start];
        double[] gradient = new double[point.Length];
        double value = function.Evaluate(point, gradient);
        for (int step = 0; ; step++)
        {
            double norm = Norm(gradient);
            double[] direction = Direction(function, gradient);
            double reach = function.Reach(direction);
            if (norm <= Tolerance && reach <= StepTolerance)
            {
                // One step more squares what is left, down to rounding.
                double[] last = Moved(point, direction, 1);
                function.Evaluate(last, gradient);
                return Norm(gradient) < norm ? last : point;
            }

            if (norm <= VanishedGradient && reach > EndlessStep)
            {
                throw new ArgumentException(
                    "have no finite optimum: the loss falls on and on while the weights grow, as it does where classes can be told apart without "
                    + $"an error. {remedy}",
                    name);
            }

            double[]? next = step < MostSteps ? Search(function, point, value, gradient, direction) : null;
            if (next is null && norm <= Tolerance && reach <= EndlessStep)
            {
                // The rest of the way is flatter than rounding lets one see.
                return point;
            }

            if (next is null)
            {
                throw new InvalidOperationException(
                    $"The fit came to an end after {step} Newton steps with a gradient of norm {SpanGuard.Text(norm)}, which must be {Tolerance} at most, "
                    + $"and a next step that would move the logits by {SpanGuard.Text(reach)}, which must be {EndlessStep} at most.");
            }

            point = next;
            value = function.Evaluate(point, gradient);
        }
    }

    /// <summary>A point along the direction that is lower by enough, or as low, within rounding, with a smaller gradient; null for none.</summary>
    private static double[]? Search(LinearSoftmax function, double[] point, double value, double[] gradient, double[] direction)
    {
        double slope = gradient.Zip(direction, (g, d) => g * d).Sum();
        double norm = Norm(gradient);
        double rounding = 1e-13 * Math.Max(1, Math.Abs(value));
        double[] there = new double[point.Length];
        double length = 1;
        for (int halving = 0; halving < MostHalvings; halving++)
        {
            double[] next = Moved(point, direction, length);
            double reached = function.Evaluate(next, there);
            if (reached <= value + (1e-4 * length * slope) || (reached <= value + rounding && Norm(there) < norm))
            {
                return next;
            }

            length /= 2;
        }

        return null;
    }

    private static double[] Direction(LinearSoftmax function, double[] gradient) => function.Weights <= MostDenseWeights
        ? Factored(function, gradient)
        : Conjugate(function, gradient);

    /// <summary>The curvature can be singular, as when all logits may grow alike: a shift far below it changes the steps, not where they end.</summary>
    private static double[] Factored(LinearSoftmax function, double[] gradient)
    {
        double[] hessian = function.Hessian();
        int size = gradient.Length;
        double largest = Enumerable.Range(0, size).Max(p => hessian[(p * size) + p]);
        if (largest == 0)
        {
            return new double[size];
        }

        Vector<double> right = Vector<double>.Build.DenseOfEnumerable(gradient.Select(g => -g));
        for (double shift = 1e-13; ; shift *= 100)
        {
            Matrix<double> shifted = Matrix<double>.Build.Dense(size, size, [.. hessian]);
            for (int p = 0; p < size; p++)
            {
                shifted[p, p] += shift * largest;
            }

            try
            {
                return shifted.Cholesky().Solve(right).ToArray();
            }
            catch (ArgumentException) when (shift < 1)
            {
                // Not positive definite by rounding: the next shift is larger.
            }
        }
    }

    private static double[] Conjugate(LinearSoftmax function, double[] gradient)
    {
        double[] solution = new double[gradient.Length];
        double[] residual = [.. gradient.Select(g => -g)];
        double[] search = [.. residual];
        double squared = Squared(residual);
        double enough = squared * Math.Min(0.01, squared);
        for (int i = 0; i < MostProducts && squared > enough; i++)
        {
            double[] product = function.HessianTimes(search);
            double curvature = search.Zip(product, (s, p) => s * p).Sum();
            if (curvature <= 0)
            {
                break;
            }

            double length = squared / curvature;
            for (int p = 0; p < solution.Length; p++)
            {
                solution[p] += length * search[p];
                residual[p] -= length * product[p];
            }

            double before = squared;
            squared = Squared(residual);
            for (int p = 0; p < search.Length; p++)
            {
                search[p] = residual[p] + (squared / before * search[p]);
            }
        }

        return solution;
    }

    private static double[] Moved(double[] point, double[] direction, double length) =>
        [.. point.Zip(direction, (p, d) => p + (length * d))];

    private static double Squared(double[] values) => values.Sum(value => value * value);

    private static double Norm(double[] values) => Math.Sqrt(Squared(values));
}
