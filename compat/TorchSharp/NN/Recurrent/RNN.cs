using TorchSharp.Interop;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>A plain recurrent network: input [L, N, in], or [N, L, in] with batchFirst, gives output and last hidden state.</summary>
public sealed class RNN : Module<Tensor, Tensor?, (Tensor, Tensor)>
{
    private readonly RecurrentWeights _weights;
    private readonly long _hiddenSize;
    private readonly long _numLayers;
    private readonly bool _bias;
    private readonly bool _batchFirst;
    private readonly bool _bidirectional;
    private readonly double _dropout;
    private readonly string _operator;

    internal RNN(long inputSize, long hiddenSize, long numLayers, NonLinearities nonLinearity, bool bias, bool batchFirst, double dropout, bool bidirectional, Device? device, ScalarType? dtype)
        : base(nameof(RNN))
    {
        _weights = new RecurrentWeights(this, 1, inputSize, hiddenSize, numLayers, bias, bidirectional, device, dtype);
        _hiddenSize = hiddenSize;
        _numLayers = numLayers;
        _bias = bias;
        _batchFirst = batchFirst;
        _bidirectional = bidirectional;
        _dropout = dropout;
        _operator = nonLinearity == NonLinearities.Tanh ? "rnn_tanh.input" : "rnn_relu.input";
    }

    public Parameter? get_weight_ih(long idx) => get_parameter($"weight_ih_l{idx}");

    public Parameter? get_weight_hh(long idx) => get_parameter($"weight_hh_l{idx}");

    public Parameter? get_bias_ih(long idx) => get_parameter($"bias_ih_l{idx}");

    public Parameter? get_bias_hh(long idx) => get_parameter($"bias_hh_l{idx}");

    public override (Tensor, Tensor) forward(Tensor input, Tensor? h0 = null)
    {
        if (h0 is not null)
        {
            return Aten.Call2(_operator, input, h0, _weights.Current, _bias, _numLayers, _dropout, training, _bidirectional, _batchFirst);
        }

        using Tensor zero = RecurrentWeights.ZeroState(input, _numLayers, _hiddenSize, _batchFirst, _bidirectional);
        return forward(input, zero);
    }

    public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);
}
