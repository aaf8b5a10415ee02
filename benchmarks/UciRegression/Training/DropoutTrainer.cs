using System.Numerics;
using Uncertainty.Bnn;

namespace UciRegression.Training;

/// <summary>
/// Trains a <see cref="TwoLayerNet"/> with dropout before both of its layers, the inputs' included: mean square error plus
/// regularization · Σ w² over the weights, not the biases; Adam; a new order of the examples in each epoch and a smaller last batch.
/// </summary>
/// <remarks>
/// The gradient is written out by hand: for a network this small it takes some microseconds per step, where any framework's calls
/// alone take hundreds. <see cref="TrainingCheck"/> compares it with automatic differentiation.
/// </remarks>
internal sealed class DropoutTrainer
{
    internal const int BatchSize = 128;

    private readonly float[] _inputs;
    private readonly float[] _targets;
    private readonly float _penalty;
    private readonly TwoLayerNet _gradient;
    private readonly Adam _adam;
    private readonly ScalarRandom _order;
    private readonly int[] _rows;
    private readonly Vector<float>[] _activations;
    private readonly Vector<float>[] _factors;
    private readonly float[] _masked;
    private DropoutNoise _noise;

    /// <param name="inputs">[N, D] standardized inputs, row-major.</param>
    /// <param name="targets">[N] standardized targets.</param>
    /// <param name="hidden">Units H of the hidden layer.</param>
    /// <param name="rate">Dropout rate p of both layers.</param>
    /// <param name="regularization">Factor of the sum of the squared weights.</param>
    /// <param name="seed">Seed of the weights, the order and the dropout.</param>
    internal DropoutTrainer(float[] inputs, float[] targets, int hidden, double rate, double regularization, long seed)
    {
        _inputs = inputs;
        _targets = targets;
        _penalty = (float)(2 * regularization);
        Net = TwoLayerNet.Start(inputs.Length / targets.Length, hidden, Seeds.Derive(seed, 0));
        _gradient = new TwoLayerNet(Net.Inputs, hidden);
        _adam = new Adam(Net.Parameters.Length);
        _order = new ScalarRandom(Seeds.Derive(seed, 1));
        _noise = new DropoutNoise(rate, Seeds.Derive(seed, 2));
        _rows = [.. Enumerable.Range(0, targets.Length)];
        _activations = new Vector<float>[Net.Vectors];
        _factors = new Vector<float>[Net.Vectors];
        _masked = new float[(Net.Inputs + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count];
    }

    internal TwoLayerNet Net { get; }

    /// <summary>Steps of one epoch.</summary>
    internal static int Steps(int examples) => (examples + BatchSize - 1) / BatchSize;

    internal void Epoch()
    {
        _order.Shuffle(_rows);
        for (int start = 0; start < _rows.Length; start += BatchSize)
        {
            Step(_rows.AsSpan(start, Math.Min(BatchSize, _rows.Length - start)), null);
        }
    }

    /// <summary>One step on some rows, with new dropout; <paramref name="seen"/> is told what that did.</summary>
    internal void Step(ReadOnlySpan<int> rows, DropoutSeen? seen)
    {
        Penalize();
        foreach (int row in rows)
        {
            float error = Forward(row) - _targets[row];
            Backward(2 * error / rows.Length);
            seen?.Invoke(_masked.AsSpan(0, Net.Inputs), _factors);
        }

        _adam.Step(Net.Parameters, _gradient.Parameters);
    }

    private void Penalize()
    {
        Vector<float>[] parameters = Net.Parameters;
        Vector<float>[] gradient = _gradient.Parameters;
        for (int i = 0; i < gradient.Length; i++)
        {
            bool bias = (i >= Net.Biases && i < Net.OutputWeights) || i == Net.OutputBias;
            gradient[i] = bias ? Vector<float>.Zero : parameters[i] * _penalty;
        }
    }

    private float Forward(int row)
    {
        DropInputs(row);
        Vector<float>[] parameters = Net.Parameters;
        ReadOnlySpan<float> inputs = _masked.AsSpan(0, Net.Inputs);
        int vectors = Net.Vectors;
        Vector<float> output = Vector<float>.Zero;
        for (int v = 0; v < vectors; v++)
        {
            Vector<float> sum = parameters[Net.Biases + v];
            int at = v;
            foreach (float input in inputs)
            {
                sum = Vector.FusedMultiplyAdd(new Vector<float>(input), parameters[at], sum);
                at += vectors;
            }

            Vector<float> factor = _noise.Next();
            Vector<float> active = Vector.Max(sum, Vector<float>.Zero) * factor;
            _factors[v] = factor;
            _activations[v] = active;
            output = Vector.FusedMultiplyAdd(active, parameters[Net.OutputWeights + v], output);
        }

        return Vector.Sum(output) + parameters[Net.OutputBias][0];
    }

    private void DropInputs(int row)
    {
        int count = Net.Inputs;
        Span<float> masked = _masked;
        for (int start = 0; start < masked.Length; start += Vector<float>.Count)
        {
            _noise.Next().CopyTo(masked[start..]);
        }

        ReadOnlySpan<float> inputs = _inputs.AsSpan(row * count, count);
        for (int i = 0; i < inputs.Length; i++)
        {
            masked[i] *= inputs[i];
        }
    }

    /// <summary>Adds what the example of the last <see cref="Forward"/> has to say, given the loss's slope at its output.</summary>
    private void Backward(float slope)
    {
        Vector<float>[] parameters = Net.Parameters;
        Vector<float>[] gradient = _gradient.Parameters;
        ReadOnlySpan<float> inputs = _masked.AsSpan(0, Net.Inputs);
        int vectors = Net.Vectors;
        Vector<float> slopes = new(slope);
        for (int v = 0; v < vectors; v++)
        {
            Vector<float> active = _activations[v];
            gradient[Net.OutputWeights + v] = Vector.FusedMultiplyAdd(slopes, active, gradient[Net.OutputWeights + v]);
            Vector<float> through = slopes * parameters[Net.OutputWeights + v] * _factors[v];
            Vector<float> unit = Vector.ConditionalSelect(Vector.GreaterThan(active, Vector<float>.Zero), through, Vector<float>.Zero);
            gradient[Net.Biases + v] += unit;
            int at = v;
            foreach (float input in inputs)
            {
                gradient[at] = Vector.FusedMultiplyAdd(new Vector<float>(input), unit, gradient[at]);
                at += vectors;
            }
        }

        gradient[Net.OutputBias] += Vector.WithElement(Vector<float>.Zero, 0, slope);
    }
}
