using static TorchSharp.torch;

namespace TorchSharp.Tests.NN.Layers;

/// <summary>A module, or a function that has none, with one way to call both.</summary>
internal sealed class Layer : IDisposable
{
    private Layer(nn.Module? module, Func<Tensor[], Tensor> call)
    {
        Module = module;
        Call = call;
    }

    public nn.Module? Module { get; }

    public Func<Tensor[], Tensor> Call { get; }

    public static Layer Of(nn.Module<Tensor, Tensor> module) => new(module, inputs => module.call(inputs[0]));

    public static Layer Of(nn.Module<Tensor, Tensor, Tensor> module) => new(module, inputs => module.call(inputs[0], inputs[1]));

    public static Layer Of(nn.Module module, Func<Tensor[], Tensor> call) => new(module, call);

    public static Layer Of(Func<Tensor, Tensor> function) => new(null, inputs => function(inputs[0]));

    public static Layer Of(Func<Tensor, Tensor, Tensor> function) => new(null, inputs => function(inputs[0], inputs[1]));

    public static Layer Of(Func<Tensor, Tensor, Tensor, Tensor> function) =>
        new(null, inputs => function(inputs[0], inputs[1], inputs[2]));

    /// <summary>A function's second result; the first is disposed.</summary>
    public static Layer Second(Func<Tensor, (Tensor, Tensor)> function) => Of(x =>
    {
        (Tensor first, Tensor second) = function(x);
        first.Dispose();
        return second;
    });

    public void Dispose() => Module?.Dispose();
}
