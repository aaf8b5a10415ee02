using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.LaplaceApproximations;

/// <summary>
/// Derivatives of a network's outputs, one input and one output at a time: by the layers' own weights, ordered by layer, output unit and feature
/// with the bias last; and the factors that a Kronecker form is made of, by loops.
/// </summary>
internal static class NaiveNetwork
{
    /// <summary>For each input and output, P derivatives; and the outputs.</summary>
    public static (double[][][] Jacobian, double[][] Outputs) Differentiate(LayerCase @case, nn.Module<Tensor, Tensor> network, Tensor inputs)
    {
        List<double[][]> jacobian = [];
        List<double[]> outputs = [];
        Run(network, inputs, (given, output) =>
        {
            outputs.Add(Values.Of(output));
            jacobian.Add(
            [
                .. Enumerable.Range(0, (int)output.shape[1])
                    .Select(c => @case.Layers.SelectMany(name => Row(Layer(network, name), output[0, c])).ToArray()),
            ]);
        });
        return ([.. jacobian], [.. outputs]);
    }

    /// <summary>
    /// For each layer and input its calls' features [position][F] and, for each of the outputs, derivatives [position][O] by what the layer gives.
    /// </summary>
    public static List<(double[][] Features, double[][][] Gradients)>[] Factors(LayerCase @case, nn.Module<Tensor, Tensor> network, Tensor inputs)
    {
        List<(double[][], double[][][])>[] factors = [.. @case.Layers.Select(_ => new List<(double[][], double[][][])>())];
        List<(int Layer, Tensor Input, Tensor Output)> calls = [];
        List<Action> remove = [.. @case.Layers.Select((name, i) => (Action)Layer(network, name).register_forward_hook((_, input, output) =>
        {
            // Of its own: what follows may work in place.
            Tensor given = output.clone();
            calls.Add((i, input.clone(), given));
            return given.clone();
        }).remove)];
        Run(network, inputs, (given, output) =>
        {
            foreach (IGrouping<int, (int Layer, Tensor Input, Tensor Output)> layer in calls.GroupBy(call => call.Layer))
            {
                string name = @case.Layers[layer.Key];
                double[][] features = [.. layer.SelectMany(call => Features(@case, Layer(network, name), name, call.Input))];
                double[][][] gradients =
                [
                    .. Enumerable.Range(0, (int)output.shape[1]).Select(c => layer.SelectMany(call =>
                    {
                        Tensor gradient = autograd.grad([output[0, c]], [call.Output], retain_graph: true)[0];
                        bool convolution = @case.Moves.ContainsKey(name);
                        Tensor byPosition = convolution ? gradient.flatten(2).transpose(1, 2) : gradient;
                        return Values.Of(byPosition).Chunk((int)call.Output.shape[convolution ? 1 : ^1]);
                    }).ToArray()),
                ];
                factors[layer.Key].Add((features, gradients));
            }

            calls.Clear();
        });
        remove.ForEach(take => take());
        return factors;
    }

    private static void Run(nn.Module<Tensor, Tensor> network, Tensor inputs, Action<Tensor, Tensor> see)
    {
        bool[] had = [.. network.parameters().Select(parameter => parameter.requires_grad)];
        network.eval();
        foreach (TorchSharp.Modules.Parameter parameter in network.parameters())
        {
            parameter.requires_grad_(true);
        }

        for (long n = 0; n < inputs.shape[0]; n++)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor input = inputs.narrow(0, n, 1);
            see(input, network.call(input.clone()));
        }

        foreach ((TorchSharp.Modules.Parameter parameter, bool before) in network.parameters().Zip(had))
        {
            parameter.requires_grad_(before);
        }
    }

    private static nn.Module<Tensor, Tensor> Layer(nn.Module network, string name) =>
        (nn.Module<Tensor, Tensor>)network.named_modules().First(entry => entry.name == name).module;

    private static IEnumerable<double> Row(nn.Module layer, Tensor output)
    {
        Tensor[] parameters = [.. layer.parameters()];
        IList<Tensor> gradients = autograd.grad([output], parameters, retain_graph: true);
        double[] bias = gradients.Count > 1 ? Values.Of(gradients[1]) : [];
        double[] weights = Values.Of(gradients[0]);
        int units = (int)parameters[0].shape[0];
        return weights.Chunk(weights.Length / units).SelectMany((row, o) => bias.Length == 0 ? row : [.. row, bias[o]]);
    }

    /// <summary>What the kernel covers at each position, by index arithmetic.</summary>
    private static IEnumerable<double[]> Features(LayerCase @case, nn.Module layer, string name, Tensor input)
    {
        double[] values = Values.Of(input);
        double[] one = layer.parameters().Count() > 1 ? [1] : [];
        long[] kernel = layer.parameters().First().shape;
        if (!@case.Moves.TryGetValue(name, out (int Stride, int Padding, int Dilation)[]? moves))
        {
            return values.Chunk((int)kernel[1]).Select(row => (double[])[.. row, .. one]);
        }

        int[] lengths = [.. input.shape[2..].Select(length => (int)length)];
        int[] sizes = [.. kernel[2..].Select(length => (int)length)];
        int[] counts = [.. moves.Select((move, d) => ((lengths[d] + (2 * move.Padding) - (move.Dilation * (sizes[d] - 1)) - 1) / move.Stride) + 1)];
        return Indices(counts).Select(position => (double[])
        [
            .. from channel in Enumerable.Range(0, (int)kernel[1])
               from offset in Indices(sizes)
               select At(channel, [.. moves.Select((move, d) => (position[d] * move.Stride) - move.Padding + (offset[d] * move.Dilation))]),
            .. one,
        ]);

        double At(int channel, int[] place) => place.Zip(lengths).All(pair => pair.First >= 0 && pair.First < pair.Second)
            ? values[place.Zip(lengths).Aggregate(channel, (index, pair) => (index * pair.Second) + pair.First)]
            : 0;
    }

    private static IEnumerable<int[]> Indices(int[] counts) => counts.Aggregate(
        (IEnumerable<int[]>)[[]], (heads, count) => heads.SelectMany(head => Enumerable.Range(0, count).Select(i => (int[])[.. head, i])));
}
