using TorchSharp.Interop;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Gated recurrent units: input [L, N, in], or [N, L, in] with batchFirst, gives output and last hidden state.</summary>
public sealed class GRU : Module<Tensor, Tensor?, (Tensor, Tensor)>
{
    private readonly RecurrentWeights _weights;
    private readonly long _hiddenSize;
    private readonly long _numLayers;
    private readonly bool _bias;
    private readonly bool _batchFirst;
    private readonly bool _bidirectional;
    private readonly double _dropout;

    internal GRU(long inputSize, long hiddenSize, long numLayers, bool bias, bool batchFirst, double dropout, bool bidirectional, Device? device, ScalarType? dtype)
        : base(nameof(GRU))
    {
        _weights = new RecurrentWeights(this, 3, inputSize, hiddenSize, numLayers, bias, bidirectional, device, dtype);
        _hiddenSize = hiddenSize;
        _numLayers = numLayers;
        _bias = bias;
        _batchFirst = batchFirst;
        _bidirectional = bidirectional;
        _dropout = dropout;
    }

    public override (Tensor, Tensor) forward(Tensor input, Tensor? h0 = null)
    {
        if (h0 is not null)
        {
            return Aten.Call2("gru.input", input, h0, _weights.Current, _bias, _numLayers, _dropout, training, _bidirectional, _batchFirst);
        }

        using Tensor zero = RecurrentWeights.ZeroState(input, _numLayers, _hiddenSize, _batchFirst, _bidirectional);
        return forward(input, zero);
    }

    public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);
}
