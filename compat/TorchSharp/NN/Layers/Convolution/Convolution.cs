using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

public abstract class Convolution : Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))]
    protected Parameter? _weight;

    [ComponentName(Name = nameof(bias))]
    protected Parameter? _bias;

    /// <summary>The padding as <c>functional.pad</c> takes it: last dimension first, before and after.</summary>
    protected long[] _reversed_padding_repeated_twice = [];

    protected Convolution(
        string name,
        long in_channels,
        long out_channels,
        long[] kernel_size,
        long[] stride,
        long[]? padding,
        Padding? padding_type,
        long[] dilation,
        bool transposed,
        long[] output_padding,
        long groups,
        bool bias,
        PaddingModes padding_mode,
        Device? device = null,
        ScalarType? dtype = null)
        : base(name)
    {
        if (transposed && padding_mode != PaddingModes.Zeros)
        {
            throw new ArgumentException("A transposed convolution pads with zeros only.", nameof(padding_mode));
        }

        this.in_channels = in_channels;
        this.out_channels = out_channels;
        this.kernel_size = kernel_size;
        this.stride = stride;
        this.dilation = dilation;
        this.transposed = transposed;
        this.output_padding = output_padding;
        this.groups = groups;
        this.padding_mode = padding_mode;
        if (padding_type is Padding known)
        {
            SetPadding(known);
        }
        else
        {
            SetPadding(padding ?? new long[kernel_size.Length]);
        }

        long[] shape = transposed
            ? [in_channels, out_channels / groups, .. kernel_size]
            : [out_channels, in_channels / groups, .. kernel_size];
        weight = LayerParameters.Empty(shape, device, dtype);
        this.bias = bias ? LayerParameters.Empty([out_channels], device, dtype) : null;
        reset_parameters();
    }

    public long in_channels { get; }

    public long out_channels { get; }

    public bool transposed { get; }

    public Padding? padding_type { get; private set; }

    public long[]? padding { get; private set; }

    public PaddingModes padding_mode { get; set; }

    public long groups { get; set; }

    public long[] kernel_size { get; set; }

    public long[] stride { get; set; }

    public long[] dilation { get; set; }

    public long[] output_padding { get; set; }

    public Parameter weight
    {
        get => _weight!;
        set => ConditionallyRegisterParameter(nameof(weight), _weight = LayerParameters.Own(_weight, value));
    }

    public Parameter? bias
    {
        get => _bias;
        set => ConditionallyRegisterParameter(nameof(bias), _bias = LayerParameters.Own(_bias, value));
    }

    public void reset_parameters() => LayerParameters.ResetByFanIn(weight, bias);

    public void SetPadding(long[] padding)
    {
        padding_type = null;
        this.padding = padding;
        _reversed_padding_repeated_twice = [.. padding.Reverse().SelectMany(width => new[] { width, width })];
    }

    public void SetPadding(Padding padding)
    {
        if (transposed)
        {
            throw new ArgumentException("A transposed convolution takes no padding type.", nameof(padding));
        }

        if (padding == Padding.Same && stride.Any(step => step != 1))
        {
            throw new ArgumentException("Padding.Same needs a stride of 1.", nameof(padding));
        }

        this.padding = null;
        padding_type = padding;
        _reversed_padding_repeated_twice = padding == Padding.Same ? SamePadding() : new long[2 * kernel_size.Length];
    }

    protected bool ValidateShape(Tensor input, long dimensions)
    {
        long[] shape = input.shape;
        return (shape.Length == dimensions + 2 && shape[1] == in_channels)
            || (shape.Length == dimensions + 1 && shape[0] == in_channels);
    }

    private protected void CheckShape(Tensor input, long dimensions)
    {
        if (!ValidateShape(input, dimensions))
        {
            throw new ArgumentException(
                $"{GetName()} expects a {dimensions + 1}D (unbatched) or {dimensions + 2}D (batched) input with {in_channels} "
                + $"channels; got shape [{string.Join(", ", input.shape)}].",
                nameof(input));
        }
    }

    private long[] SamePadding()
    {
        int dimensions = kernel_size.Length;
        long[] widths = new long[2 * dimensions];
        for (int i = 0; i < dimensions; i++)
        {
            long total = dilation[i] * (kernel_size[i] - 1);
            int at = 2 * (dimensions - 1 - i);
            widths[at] = total / 2;
            widths[at + 1] = total - (total / 2);
        }

        return widths;
    }
}
