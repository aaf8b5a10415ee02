using TorchSharp.Interop;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

public sealed class Embedding : Module<Tensor, Tensor>
{
    private readonly long? _paddingIndex;
    private readonly double? _maxNorm;
    private readonly double _normType;
    private readonly bool _scaleGradByFrequency;
    private readonly bool _sparse;

    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    internal Embedding(
        Parameter weight, long? paddingIndex, double? maxNorm, double normType, bool scaleGradByFrequency, bool sparse)
        : base(nameof(Embedding))
    {
        _paddingIndex = paddingIndex;
        _maxNorm = maxNorm;
        _normType = normType;
        _scaleGradByFrequency = scaleGradByFrequency;
        _sparse = sparse;
        this.weight = weight;
    }

    public Parameter? weight
    {
        get => _weight;
        set => ConditionallyRegisterParameter(nameof(weight), _weight = LayerParameters.Own(_weight, value));
    }

    public override Tensor forward(Tensor input)
    {
        EmbeddingRows.Shorten(weight!, input, _maxNorm, _normType);
        return Aten.Call("embedding", weight, input, _paddingIndex ?? -1, _scaleGradByFrequency, _sparse);
    }
}
