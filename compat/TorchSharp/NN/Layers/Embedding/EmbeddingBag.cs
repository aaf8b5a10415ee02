using TorchSharp.Interop;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>
/// Sums, means or maxima of bags of rows. A 2D input has a bag in each row; a 1D input is cut into bags where the offsets say.
/// </summary>
public sealed class EmbeddingBag : Module<Tensor, Tensor?, Tensor?, Tensor>, IModule<Tensor, Tensor, Tensor>
{
    private readonly long? _paddingIndex;
    private readonly double? _maxNorm;
    private readonly double _normType;
    private readonly bool _scaleGradByFrequency;
    private readonly bool _sparse;
    private readonly EmbeddingBagMode _mode;
    private readonly bool _includeLastOffset;

    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    internal EmbeddingBag(
        Parameter weight,
        long? paddingIndex,
        double? maxNorm,
        double normType,
        bool scaleGradByFrequency,
        EmbeddingBagMode mode,
        bool sparse,
        bool includeLastOffset)
        : base(nameof(EmbeddingBag))
    {
        _paddingIndex = paddingIndex;
        _maxNorm = maxNorm;
        _normType = normType;
        _scaleGradByFrequency = scaleGradByFrequency;
        _mode = mode;
        _sparse = sparse;
        _includeLastOffset = includeLastOffset;
        this.weight = weight;
    }

    public Parameter? weight
    {
        get => _weight;
        set => ConditionallyRegisterParameter(nameof(weight), _weight = LayerParameters.Own(_weight, value));
    }

    public override Tensor forward(Tensor input, Tensor? offsets, Tensor? perSampleWeights)
    {
        Check(input, offsets);
        EmbeddingRows.Shorten(weight!, input, _maxNorm, _normType);
        if (input.ndim == 1)
        {
            return Gather(input, offsets!, perSampleWeights, _includeLastOffset);
        }

        using Tensor rows = Flat(input);
        using Tensor? factors = perSampleWeights is null ? null : Flat(perSampleWeights);
        long length = input.size(1);
        using Tensor starts = torch.arange(0, input.size(0) * length, length, ScalarType.Int64, input.device);
        using Tensor offsetsOfRows = Aten.Call("to.device", starts, input.device, input.dtype);
        return Gather(rows, offsetsOfRows, factors, includesLast: false);
    }

    public Tensor call(Tensor input, Tensor offsets) => call(input, offsets, null);

    public Tensor call(Tensor input) => call(input, null, null);

    private static Tensor Flat(Tensor tensor) => Aten.Call("reshape", tensor, new[] { -1L });

    private static void Check(Tensor input, Tensor? offsets)
    {
        if (input.ndim is not (1 or 2))
        {
            throw new ArgumentException($"The input must be 1D or 2D; got {input.ndim}D.", nameof(input));
        }

        if ((input.ndim == 1) == (offsets is null))
        {
            throw new ArgumentException("Offsets go with a 1D input, and with no other.", nameof(offsets));
        }
    }

    private Tensor Gather(Tensor rows, Tensor offsets, Tensor? factors, bool includesLast)
    {
        (Tensor bags, Tensor a, Tensor b, Tensor c) = Aten.Call4(
            "embedding_bag.padding_idx", weight, rows, offsets, _scaleGradByFrequency, (long)_mode, _sparse, factors,
            includesLast, _paddingIndex);
        a.Dispose();
        b.Dispose();
        c.Dispose();
        return bags;
    }
}
