using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace UciRegression.Results;

/// <summary>
/// What draws say of examples whose targets are known, added up as the draws come: mean, variance, and the likelihood under normal
/// noise of precision τ. Keeps some numbers per example, not the draws.
/// </summary>
internal sealed class DrawFold
{
    private readonly double[] _targets;
    private readonly double _precision;
    private readonly double _offset;
    private readonly double _scale;
    private readonly double[] _means;
    private readonly double[] _squares;
    private readonly double[] _largest;
    private readonly double[] _sums;
    private int _draws;

    /// <param name="targets">[N] true values.</param>
    /// <param name="precision">τ, in one over the square of the target's unit.</param>
    /// <param name="offset">What is added to an output times <paramref name="scale"/> to have it in the target's unit.</param>
    /// <param name="scale">The target's units in one of the output's.</param>
    internal DrawFold(double[] targets, double precision, double offset, double scale)
    {
        _targets = targets;
        _precision = precision;
        _offset = offset;
        _scale = scale;
        _means = new double[targets.Length];
        _squares = new double[targets.Length];
        _largest = [.. Enumerable.Repeat(double.NegativeInfinity, targets.Length)];
        _sums = new double[targets.Length];
    }

    /// <summary>Means over the draws so far.</summary>
    internal double[] Means => _means;

    /// <summary>Population variances over the draws so far, without the noise.</summary>
    internal double[] Variances => Array.ConvertAll(_squares, square => square / _draws);

    /// <summary>Reads all draws of a posterior.</summary>
    internal void Read(IPosteriorPredictive posterior, Tensor inputs, CancellationToken cancellationToken)
    {
        int[] counts = new int[_targets.Length];
        posterior.Visit(
            inputs,
            (draw, first, outputs) =>
            {
                float[] values = outputs.data<float>().ToArray();
                for (int i = 0; i < values.Length; i++)
                {
                    Add((int)first + i, ++counts[first + i], _offset + (_scale * values[i]));
                }
            },
            cancellationToken);
        _draws = posterior.Draws;
        if (Array.Exists(counts, count => count != _draws))
        {
            throw new InvalidOperationException($"The posterior did not hand over {_draws} draws for each of {counts.Length} inputs.");
        }
    }

    internal Scores Scores()
    {
        double[] deviations = Array.ConvertAll(Variances, variance => Math.Sqrt(variance + (1 / _precision)));
        double logSum = 0;
        for (int i = 0; i < _sums.Length; i++)
        {
            logSum += _largest[i] + Math.Log(_sums[i]);
        }

        double constant = Math.Log(_draws) + (0.5 * Math.Log(2 * Math.PI / _precision));
        return new Scores(
            RegressionMetrics.RootMeanSquareError(_means, _targets),
            (logSum / _sums.Length) - constant,
            RegressionMetrics.GaussianCrps(_means, deviations, _targets));
    }

    private void Add(int example, int count, double prediction)
    {
        double step = prediction - _means[example];
        _means[example] += step / count;
        _squares[example] += step * (prediction - _means[example]);

        // The largest exponent is taken out, so that a target far from all draws does not make its likelihood underflow.
        double error = prediction - _targets[example];
        double exponent = -0.5 * _precision * error * error;
        if (exponent > _largest[example])
        {
            _sums[example] = (_sums[example] * Math.Exp(_largest[example] - exponent)) + 1;
            _largest[example] = exponent;
        }
        else
        {
            _sums[example] += Math.Exp(exponent - _largest[example]);
        }
    }
}
