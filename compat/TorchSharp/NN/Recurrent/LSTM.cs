using TorchSharp.Interop;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Long short-term memory: input [L, N, in], or [N, L, in] with batchFirst, gives output, last hidden and last cell state.</summary>
public sealed class LSTM : Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>
{
    private readonly RecurrentWeights _weights;
    private readonly long _hiddenSize;
    private readonly long _numLayers;
    private readonly bool _bias;
    private readonly bool _batchFirst;
    private readonly bool _bidirectional;
    private readonly double _dropout;

    internal LSTM(long inputSize, long hiddenSize, long numLayers, bool bias, bool batchFirst, double dropout, bool bidirectional, Device? device, ScalarType? dtype)
        : base(nameof(LSTM))
    {
        _weights = new RecurrentWeights(this, 4, inputSize, hiddenSize, numLayers, bias, bidirectional, device, dtype);
        _hiddenSize = hiddenSize;
        _numLayers = numLayers;
        _bias = bias;
        _batchFirst = batchFirst;
        _bidirectional = bidirectional;
        _dropout = dropout;
    }

    public override (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0 = null)
    {
        if (h0_c0 is (Tensor hidden, Tensor cell))
        {
            return Aten.Call3("lstm.input", input, (Tensor[])[hidden, cell], _weights.Current, _bias, _numLayers, _dropout, training, _bidirectional, _batchFirst);
        }

        using Tensor zero = RecurrentWeights.ZeroState(input, _numLayers, _hiddenSize, _batchFirst, _bidirectional);
        return forward(input, (zero, zero));
    }

    public new (Tensor, Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);
}
