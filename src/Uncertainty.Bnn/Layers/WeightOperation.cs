using System.Runtime.CompilerServices;
using TorchSharp;
using TorchSharp.Modules;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>What a layer does with its weights, linear in them: for a Linear, a convolution or a transposed one.</summary>
internal sealed record WeightOperation
{
    private WeightOperation()
    {
    }

    /// <summary>Number of dimensions along which it moves; 0 for a Linear.</summary>
    public int Dimensions { get; private init; }

    public long[] Stride { get; private init; } = [];

    public long[] Padding { get; private init; } = [];

    public long[] Dilation { get; private init; } = [];

    public long Groups { get; private init; } = 1;

    /// <summary>What a transposed convolution adds to one side; null for all others.</summary>
    public long[]? OutputPadding { get; private init; }

    /// <summary>In words what it is and how it moves.</summary>
    public string Text => Dimensions == 0
        ? "linear"
        : $"stride {Numbers(Stride)}, padding {Numbers(Padding)}, dilation {Numbers(Dilation)}, groups {Groups}"
            + (OutputPadding is null ? string.Empty : $", output padding {Numbers(OutputPadding)}");

    public static WeightOperation Linear { get; } = new();

    public static WeightOperation Convolution(int dimensions, long stride, long padding, long dilation, long groups) => new()
    {
        Dimensions = dimensions,
        Stride = Repeat(AtLeast(stride, 1), dimensions),
        Padding = Repeat(AtLeast(padding, 0), dimensions),
        Dilation = Repeat(AtLeast(dilation, 1), dimensions),
        Groups = AtLeast(groups, 1),
    };

    public static WeightOperation Transposed(int dimensions, long stride, long padding, long outputPadding, long dilation, long groups) =>
        Convolution(dimensions, stride, padding, dilation, groups) with
        {
            OutputPadding = Repeat(AtLeast(outputPadding, 0), dimensions),
        };

    /// <summary>
    /// What a layer of torch's does; null where it does not tell, or pads with other than zeros. Convolutions tell from TorchSharp 0.105 on:
    /// the properties are asked for by name, so that older versions serve as well for Linear.
    /// </summary>
    public static WeightOperation? Of(Module layer)
    {
        int dimensions = layer switch
        {
            Conv1d => 1,
            Conv2d or ConvTranspose2d => 2,
            Conv3d => 3,
            _ => 0,
        };
        if (dimensions == 0)
        {
            return layer is TorchSharp.Modules.Linear ? Linear : null;
        }

        return Read(layer, "groups") is long groups
            && Read(layer, "padding_mode") is PaddingModes.Zeros
            && Read(layer, "stride") is long[] stride
            && Read(layer, "padding") is long[] padding
            && Read(layer, "dilation") is long[] dilation
                ? new WeightOperation
                {
                    Dimensions = dimensions,
                    Stride = stride,
                    Padding = padding,
                    Dilation = dilation,
                    Groups = groups,
                    OutputPadding = layer is ConvTranspose2d ? Read(layer, "output_padding") as long[] : null,
                }
                : null;
    }

    /// <summary>The operation with these weights. The input's shape must be one that fits.</summary>
    public Tensor Run(Tensor input, Tensor weight, Tensor? bias) => (Dimensions, OutputPadding) switch
    {
        (0, _) => torch.nn.functional.linear(input, weight, bias),
        (_, not null) => torch.nn.functional.conv_transpose2d(input, weight, bias, Stride, Padding, OutputPadding, Dilation, Groups),
        (1, _) => torch.nn.functional.conv1d(input, weight, bias, Stride[0], Padding[0], Dilation[0], Groups),
        (2, _) => torch.nn.functional.conv2d(input, weight, bias, Stride, Padding, Dilation, Groups),
        _ => torch.nn.functional.conv3d(input, weight, bias, Stride, Padding, Dilation, Groups),
    };

    /// <summary>Throws unless the operation with this weight can take the input.</summary>
    public void Check(Tensor input, Tensor weight)
    {
        bool inOutputs = OutputPadding is not null;
        long units = Dimensions == 0 ? weight.shape[1] : inOutputs ? weight.shape[0] : weight.shape[1] * Groups;
        bool fits = Dimensions == 0
            ? input.ndim >= 2 && input.shape[^1] == units
            : input.ndim == Dimensions + 2 && input.shape[1] == units;
        if (!fits)
        {
            string expected = Dimensions == 0 ? $"[N, …, {units}]" : $"[N, {units}{string.Concat(Enumerable.Repeat(", L", Dimensions))}]";
            throw new ArgumentException(
                $"must have shape {expected}; got [{string.Join(", ", input.shape)}].", nameof(input));
        }
    }

    /// <summary>The shape of one sign for each row and unit of values: [N, 1, …, units] for a Linear, [N, units, 1, …] otherwise.</summary>
    public long[] Signs(Tensor values) => UnitShape.Of(values.shape, values.shape[0], last: Dimensions == 0);

    /// <summary>A bias [units] as it is added to outputs.</summary>
    public Tensor Spread(Tensor bias) => Dimensions == 0 ? bias : bias.reshape([1, -1, .. Enumerable.Repeat(1L, Dimensions)]);

    /// <summary>The length of a kernel's second dimension: the channels of one of the groups.</summary>
    public static long Block(long channels, long others, long groups) =>
        AtLeast(groups, 1) > 0 && channels % groups == 0 && others % groups == 0
            ? channels / groups
            : throw new ArgumentException($"must divide the numbers of channels {channels} and {others}; got {groups}.", nameof(groups));

    /// <summary>The value, where it is at least <paramref name="minimum"/>.</summary>
    public static long AtLeast(long value, long minimum, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= minimum ? value : throw new ArgumentOutOfRangeException(name, value, $"must be at least {minimum}.");

    private static long[] Repeat(long value, int times) => [.. Enumerable.Repeat(value, times)];

    private static string Numbers(long[] numbers) => string.Join(' ', numbers);

    /// <summary>A property of a layer that not every version has; null where it is not there.</summary>
    internal static object? Read(Module layer, string property) => layer.GetType().GetProperty(property)?.GetValue(layer);
}
