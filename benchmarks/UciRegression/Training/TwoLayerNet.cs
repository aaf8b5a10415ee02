using System.Numerics;

namespace UciRegression.Training;

/// <summary>
/// The parameters of a network D inputs - H units with ReLU - 1 output, or a gradient of them: rows of H numbers, padded with zeros
/// to whole vectors. Rows 0 … D - 1 are the weights of the inputs, then come the biases of the units, their weights to the output,
/// and one vector with the output's bias in lane 0.
/// </summary>
internal sealed class TwoLayerNet
{
    internal TwoLayerNet(int inputs, int hidden)
    {
        Inputs = inputs;
        Hidden = hidden;
        Vectors = (hidden + Vector<float>.Count - 1) / Vector<float>.Count;
        Parameters = new Vector<float>[((inputs + 2) * Vectors) + 1];
    }

    internal int Inputs { get; }

    internal int Hidden { get; }

    /// <summary>Vectors of one row.</summary>
    internal int Vectors { get; }

    internal Vector<float>[] Parameters { get; }

    /// <summary>Where the biases of the units start.</summary>
    internal int Biases => Inputs * Vectors;

    /// <summary>Where the weights to the output start.</summary>
    internal int OutputWeights => (Inputs + 1) * Vectors;

    /// <summary>Where the output's bias is.</summary>
    internal int OutputBias => Parameters.Length - 1;

    /// <summary>Weights uniform in ± √(6 / (fan in + fan out)), biases 0.</summary>
    /// <remarks>
    /// Glorot, Bengio, "Understanding the Difficulty of Training Deep Feedforward Neural Networks", AISTATS 2010, Eq. (16).
    /// </remarks>
    internal static TwoLayerNet Start(int inputs, int hidden, long seed)
    {
        TwoLayerNet net = new(inputs, hidden);
        ScalarRandom random = new(seed);
        double bound = Math.Sqrt(6.0 / (inputs + hidden));
        for (int input = 0; input < inputs; input++)
        {
            net.Write(input * net.Vectors, random, bound);
        }

        net.Write(net.OutputWeights, random, Math.Sqrt(6.0 / (hidden + 1)));
        return net;
    }

    /// <summary>[H] numbers of the row that starts at <paramref name="row"/>.</summary>
    internal float[] Read(int row)
    {
        float[] values = new float[Hidden];
        for (int unit = 0; unit < Hidden; unit++)
        {
            values[unit] = Parameters[row + (unit / Vector<float>.Count)][unit % Vector<float>.Count];
        }

        return values;
    }

    /// <summary>[H, D] weights of the inputs, row-major, as a Linear layer has them.</summary>
    internal float[] InputWeights()
    {
        float[] weights = new float[Hidden * Inputs];
        for (int input = 0; input < Inputs; input++)
        {
            float[] row = Read(input * Vectors);
            for (int unit = 0; unit < Hidden; unit++)
            {
                weights[(unit * Inputs) + input] = row[unit];
            }
        }

        return weights;
    }

    private void Write(int row, ScalarRandom random, double bound)
    {
        float[] values = new float[Vectors * Vector<float>.Count];
        for (int unit = 0; unit < Hidden; unit++)
        {
            values[unit] = (float)(((2 * random.Uniform()) - 1) * bound);
        }

        for (int vector = 0; vector < Vectors; vector++)
        {
            Parameters[row + vector] = new Vector<float>(values, vector * Vector<float>.Count);
        }
    }
}
