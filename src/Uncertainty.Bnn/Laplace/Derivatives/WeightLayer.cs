using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// A Linear or a convolution whose weights vary. They are [O, F]: a row for each output unit, with the bias in a last column where there is one.
/// At each of T positions the layer's outputs [O] are they times the features [F] there, which end in 1 for the bias.
/// </summary>
internal sealed class WeightLayer
{
    private const double Tolerance = 1e-3;

    private readonly WeightOperation _operation;
    private readonly long[] _shape;
    private readonly torch.ScalarType _type;

    private WeightLayer(string name, torch.nn.Module<Tensor, Tensor> module, WeightOperation operation)
    {
        Name = name;
        Module = module;
        _operation = operation;
        using DisposeScope scope = torch.NewDisposeScope();
        _shape = Weight.shape;
        _type = Weight.dtype;
        HasBias = Bias is not null;
    }

    /// <summary>Where it is in the module tree.</summary>
    public string Name { get; }

    public torch.nn.Module<Tensor, Tensor> Module { get; }

    /// <summary>The layer's own tensor: a handle of the layer's, or in the current scope.</summary>
    public Tensor Weight => Module.get_parameter("weight")!;

    public Tensor? Bias => Module.get_parameter("bias");

    public bool HasBias { get; }

    /// <summary>Least number of dimensions of what it is given.</summary>
    public int Rank => 2 + _operation.Dimensions;

    /// <summary>O.</summary>
    public long Outputs => _shape[0];

    /// <summary>What the layer is given at a position, without the 1.</summary>
    public long Inputs => _shape.Skip(1).Aggregate(1L, (product, length) => product * length);

    /// <summary>F.</summary>
    public long Features => Inputs + (HasBias ? 1 : 0);

    /// <summary>O · F.</summary>
    public long Parameters => Outputs * Features;

    /// <summary>Name and shape, for a file.</summary>
    public string Layout => $"{Name} [{string.Join(", ", _shape)}]{(HasBias ? " with bias" : string.Empty)}";

    /// <summary>A Linear.</summary>
    public static WeightLayer Of(string name, TorchSharp.Modules.Linear layer) => new(name, layer, WeightOperation.Linear);

    /// <summary>A Linear or a convolution; null where it cannot vary.</summary>
    /// <param name="name">Where it is in the module tree.</param>
    /// <param name="module">The layer.</param>
    /// <param name="obstacle">What it does or has that is in the way; else null.</param>
    public static WeightLayer? Of(string name, torch.nn.Module<Tensor, Tensor> module, out string? obstacle)
    {
        WeightOperation? operation = WeightOperation.Of(module);
        obstacle = operation switch
        {
            null => "does not tell how it moves over its input: TorchSharp does from 0.105 on, for padding by a number of zeros",
            { Groups: > 1 } => $"has {operation.Groups} groups, where one is supported",
            _ => null,
        };
        return obstacle is null ? new WeightLayer(name, module, operation!) : null;
    }

    /// <summary>[O, F] the weights as they are, in double. New, in the current scope.</summary>
    public Tensor Weights()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor weight = Weight.detach().to_type(torch.ScalarType.Float64).reshape(Outputs, Inputs);
        Tensor weights = HasBias ? torch.cat([weight, Bias!.detach().to_type(torch.ScalarType.Float64).unsqueeze(1)], 1) : weight.clone();
        return weights.MoveToOuterDisposeScope();
    }

    /// <summary>The layer's own two tensors from [O, F] weights, in its type. New, in the current scope.</summary>
    public (Tensor Weight, Tensor? Bias) Split(Tensor weights)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor weight = weights.narrow(1, 0, Inputs).to_type(_type).contiguous().reshape(_shape);
        Tensor? bias = HasBias ? weights.select(1, Inputs).to_type(_type).contiguous() : null;
        return (weight.MoveToOuterDisposeScope(), bias?.MoveToOuterDisposeScope());
    }

    /// <summary>What the layer makes of an input with these weights.</summary>
    public Tensor Run(Tensor input, Tensor weight, Tensor? bias) => _operation.Run(input, weight, bias);

    /// <summary>[n, T, F] the features of what the layer is given, in double. New, in the current scope.</summary>
    public Tensor ReadFeatures(Tensor input)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor wide = input.detach().to_type(torch.ScalarType.Float64);
        Tensor features = _operation.Dimensions == 0 ? wide.reshape(wide.shape[0], -1, Inputs) : Patches(wide);
        Tensor all = HasBias ? torch.cat([features, torch.ones_like(features.narrow(2, 0, 1))], 2) : features.clone();
        return all.MoveToOuterDisposeScope();
    }

    /// <summary>[n, O, T] a view of something in the shape of what the layer gives; in the current scope.</summary>
    public Tensor ByPosition(Tensor output) => _operation.Dimensions == 0
        ? output.reshape(output.shape[0], -1, Outputs).transpose(1, 2)
        : output.reshape(output.shape[0], Outputs, -1);

    /// <summary>Whether the features times the weights are what the layer gave.</summary>
    public bool Explains(Tensor input, Tensor output)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor given = ByPosition(output.detach().to_type(torch.ScalarType.Float64));
        Tensor own = Weights().matmul(ReadFeatures(input).transpose(1, 2));
        return own.shape.AsSpan().SequenceEqual(given.shape)
            && (own - given).abs().max().item<double>() <= Tolerance * given.abs().max().item<double>();
    }

    /// <summary>[n, T, inputs] what the kernel covers at each position of [n, channels, …], by one view of the padded input.</summary>
    private Tensor Patches(Tensor input)
    {
        long[] sides = [.. _operation.Padding.Reverse().SelectMany(side => new[] { side, side })];
        Tensor padded = torch.nn.functional.pad(input, sides).contiguous();
        long[] lengths = padded.shape;
        long[] steps = padded.stride();
        long[] kernel = _shape[2..];
        int[] along = [.. Enumerable.Range(0, kernel.Length)];
        long[] positions =
        [
            .. along.Select(d => ((lengths[d + 2] - (_operation.Dilation[d] * (kernel[d] - 1)) - 1) / _operation.Stride[d]) + 1),
        ];
        return padded.as_strided(
            [lengths[0], .. positions, lengths[1], .. kernel],
            [
                steps[0], .. along.Select(d => steps[d + 2] * _operation.Stride[d]),
                steps[1], .. along.Select(d => steps[d + 2] * _operation.Dilation[d]),
            ]).reshape(lengths[0], -1, Inputs);
    }
}
