using TorchSharp.Interop;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>One step of an RNN: input [N, in] and hidden state [N, hidden] give the next hidden state.</summary>
public sealed class RNNCell : Module<Tensor, Tensor?, Tensor>
{
    private readonly long _hiddenSize;
    private readonly string _operator;

    internal RNNCell(long inputSize, long hiddenSize, NonLinearities nonLinearity, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(RNNCell))
    {
        _hiddenSize = hiddenSize;
        _operator = nonLinearity == NonLinearities.Tanh ? "rnn_tanh_cell" : "rnn_relu_cell";
        CellWeights.Register(this, 1, inputSize, hiddenSize, bias, device, dtype);
    }

    public Parameter? weight_ih
    {
        get => get_parameter(nameof(weight_ih));
        set => ConditionallyRegisterParameter(nameof(weight_ih), CellWeights.Replace(weight_ih, value));
    }

    public Parameter? weight_hh
    {
        get => get_parameter(nameof(weight_hh));
        set => ConditionallyRegisterParameter(nameof(weight_hh), CellWeights.Replace(weight_hh, value));
    }

    public Parameter? bias_ih
    {
        get => get_parameter(nameof(bias_ih));
        set => ConditionallyRegisterParameter(nameof(bias_ih), CellWeights.Replace(bias_ih, value));
    }

    public Parameter? bias_hh
    {
        get => get_parameter(nameof(bias_hh));
        set => ConditionallyRegisterParameter(nameof(bias_hh), CellWeights.Replace(bias_hh, value));
    }

    public override Tensor forward(Tensor input, Tensor? h0 = null)
    {
        if (h0 is not null)
        {
            return Aten.Call(_operator, input, h0, weight_ih, weight_hh, bias_ih, bias_hh);
        }

        using Tensor zero = CellWeights.ZeroState(input, _hiddenSize);
        return forward(input, zero);
    }

    public new Tensor call(Tensor input, Tensor? h0 = null) => base.call(input, h0);
}
