using TorchSharp.Interop;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>One step of an LSTM: input [N, in], hidden and cell state [N, hidden] give the next two.</summary>
public sealed class LSTMCell : Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor)>
{
    private readonly long _hiddenSize;

    internal LSTMCell(long inputSize, long hiddenSize, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(LSTMCell))
    {
        _hiddenSize = hiddenSize;
        CellWeights.Register(this, 4, inputSize, hiddenSize, bias, device, dtype);
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

    public override (Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0 = null)
    {
        if (h0_c0 is (Tensor hidden, Tensor cell))
        {
            return Aten.Call2("lstm_cell", input, (Tensor[])[hidden, cell], weight_ih, weight_hh, bias_ih, bias_hh);
        }

        using Tensor zero = CellWeights.ZeroState(input, _hiddenSize);
        return forward(input, (zero, zero));
    }

    public new (Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);
}
