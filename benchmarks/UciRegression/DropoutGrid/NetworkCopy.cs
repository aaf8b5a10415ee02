using TorchSharp;
using TorchSharp.Modules;
using UciRegression.Training;
using static TorchSharp.torch;

namespace UciRegression.DropoutGrid;

/// <summary>A trained <see cref="TwoLayerNet"/> as a torch network: dropout, Linear, ReLU, dropout, Linear.</summary>
internal sealed class NetworkCopy : IDisposable
{
    internal NetworkCopy(TwoLayerNet net, double rate)
    {
        Hidden = nn.Linear(net.Inputs, net.Hidden);
        Output = nn.Linear(net.Hidden, 1);
        Fill(Hidden, net.InputWeights(), net.Read(net.Biases));
        Fill(Output, net.Read(net.OutputWeights), [net.Parameters[net.OutputBias][0]]);
        Network = nn.Sequential(
            ("input_dropout", nn.Dropout(rate)),
            ("hidden", Hidden),
            ("relu", nn.ReLU()),
            ("hidden_dropout", nn.Dropout(rate)),
            ("output", Output));
    }

    internal Sequential Network { get; }

    internal Linear Hidden { get; }

    internal Linear Output { get; }

    /// <summary>[P] all parameters, one after another.</summary>
    internal float[] Parameters() => [.. Network.parameters().SelectMany(parameter => parameter.detach().data<float>().ToArray())];

    public void Dispose() => Network.Dispose();

    private static void Fill(Linear layer, float[] weights, float[] biases)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        layer.weight!.copy_(tensor(weights, layer.weight!.shape));
        layer.bias!.copy_(tensor(biases));
    }
}
