using System.Globalization;
using System.Runtime.CompilerServices;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>A parameter of a distribution that has been checked, with the name by which the caller knows it.</summary>
internal readonly record struct Parameter(Tensor Value, string Name)
{
    public static Parameter Real(Tensor value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        Guard.NotNull(value, name);
        if (value.dtype is not (torch.ScalarType.Float32 or torch.ScalarType.Float64))
        {
            throw new ArgumentException($"must be of type Float32 or Float64; got {value.dtype}.", name);
        }

        Guard.Finite(value, name);
        return value.numel() > 0 ? new Parameter(value, name) : throw new ArgumentException("must not be empty.", name);
    }

    public static Parameter Positive(Tensor value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Require(Real(value, name), lowest => lowest > 0, "must be greater than 0", value => value.min());

    /// <summary>Probabilities of one event each: in [0, 1], or in (0, 1] where an event must be possible.</summary>
    public static Parameter Probability(
        Tensor value, bool possible = false, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        string expected = possible ? "must be in range (0, 1]" : "must be in range [0, 1]";
        Parameter real = Require(Real(value, name), lowest => possible ? lowest > 0 : lowest >= 0, expected, value => value.min());
        return Require(real, highest => highest <= 1, expected, value => value.max());
    }

    /// <summary>Views of the parameters, all of the shape that they broadcast to.</summary>
    public static Tensor[] Broadcast(Parameter[] parameters)
    {
        long[] shape = [];
        foreach (Parameter parameter in parameters)
        {
            SameType(parameters[0], parameter);
            shape = Shapes.Broadcast(shape, parameter.Value.shape) ?? throw new ArgumentException(
                $"must broadcast with the shape of the parameters before it, {Shapes.Text(shape)}; "
                + $"got {Shapes.Text(parameter.Value.shape)}.",
                parameter.Name);
        }

        return [.. parameters.Select(parameter => parameter.Value.expand(shape))];
    }

    public static void SameType(Parameter first, Parameter other)
    {
        if (other.Value.dtype != first.Value.dtype)
        {
            throw new ArgumentException($"must be of the type of {first.Name}, {first.Value.dtype}; got {other.Value.dtype}.", other.Name);
        }
    }

    public static (double Lowest, double Highest) Extremes(Tensor value)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor plain = value.detach();
        return (Number(plain.min()), Number(plain.max()));
    }

    public static double Number(Tensor value) => value.to_type(torch.ScalarType.Float64).item<double>();

    private static Parameter Require(Parameter parameter, Func<double, bool> holds, string expected, Func<Tensor, Tensor> worst)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        double value = Number(worst(parameter.Value.detach()));
        return holds(value)
            ? parameter
            : throw new ArgumentOutOfRangeException(
                parameter.Name, value.ToString("G6", CultureInfo.InvariantCulture), $"{expected}.");
    }
}
