using TorchSharp.Interop;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>
/// Vaswani et al., "Attention Is All You Need", NeurIPS 2017. Query [L, N, E], key [S, N, kdim] and value [S, N, vdim] give the
/// output [L, N, E] and, when asked for, the weights [N, L, S], their mean over the heads.
/// </summary>
public sealed class MultiheadAttention : Module<Tensor, Tensor, Tensor, Tensor?, bool, Tensor?, Tuple<Tensor, Tensor>>
{
    private readonly long _width;
    private readonly long _heads;
    private readonly double _dropout;
    private readonly bool _addZero;

    [ComponentName(Name = "out_proj")]
    private readonly Linear _out;

    internal MultiheadAttention(long embedded_dim, long num_heads, double dropout, bool bias, bool add_bias_kv, bool add_zero_attn, long kdim, long vdim)
        : base(nameof(MultiheadAttention))
    {
        if (num_heads <= 0 || embedded_dim % num_heads != 0)
        {
            throw new ArgumentException($"must divide embedded_dim ({embedded_dim}); got {num_heads}.", nameof(num_heads));
        }

        _width = embedded_dim;
        _heads = num_heads;
        _dropout = dropout;
        _addZero = add_zero_attn;
        if (kdim == embedded_dim && vdim == embedded_dim)
        {
            AddWeight("in_proj_weight", [3 * embedded_dim, embedded_dim]);
        }
        else
        {
            AddWeight("q_proj_weight", [embedded_dim, embedded_dim]);
            AddWeight("k_proj_weight", [embedded_dim, kdim]);
            AddWeight("v_proj_weight", [embedded_dim, vdim]);
        }

        if (bias)
        {
            register_parameter("in_proj_bias", new Parameter(zeros([3 * embedded_dim]).DetachFromDisposeScope()));
        }

        _out = Linear(embedded_dim, embedded_dim, bias);
        register_module("out_proj", _out);
        if (_out.bias is Parameter offset)
        {
            init.zeros_(offset);
        }

        if (add_bias_kv)
        {
            register_parameter("bias_k", ScaledNormal(embedded_dim));
            register_parameter("bias_v", ScaledNormal(embedded_dim));
        }
    }

    /// <summary>Masks: truth means "not to be looked at"; an attention mask of numbers is added to the scores.</summary>
    public override Tuple<Tensor, Tensor> forward(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask, bool need_weights, Tensor? attn_mask)
    {
        using DisposeScope scope = NewDisposeScope();
        long targets = query.size(0);
        long batch = query.size(1);
        Tensor q = Project(query, "q", 0).mul(1 / Math.Sqrt(_width / _heads));
        Tensor k = Extend(Project(key, "k", 1), "bias_k", batch);
        Tensor v = Extend(Project(value, "v", 2), "bias_v", batch);
        (q, k, v) = (SplitHeads(q, batch), SplitHeads(k, batch), SplitHeads(v, batch));
        if (_addZero)
        {
            (k, v) = (AppendZero(k), AppendZero(v));
        }

        Tensor scores = Mask(Aten.Call("bmm", q, k.transpose(1, 2)), key.size(0), key_padding_mask, attn_mask);
        Tensor weights = Aten.Call("dropout", functional.softmax(scores, -1), _dropout, training);
        Tensor heads = Aten.Call("bmm", weights, v).transpose(0, 1).reshape(targets, batch, _width);
        Tensor output = _out.call(heads).MoveToOuterDisposeScope();
        Tensor? shown = need_weights
            ? weights.reshape(batch, _heads, targets, weights.size(-1)).mean([1]).MoveToOuterDisposeScope()
            : null;
        return Tuple.Create(output, shown!);
    }

    public new Tuple<Tensor, Tensor> call(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask = null, bool need_weights = true, Tensor? attn_mask = null) =>
        base.call(query, key, value, key_padding_mask, need_weights, attn_mask);

    private static Parameter ScaledNormal(long width)
    {
        Parameter parameter = new(empty([1, 1, width]).DetachFromDisposeScope());
        init.xavier_normal_(parameter);
        return parameter;
    }

    private static Tensor AppendZero(Tensor heads) =>
        Aten.Call("cat", (Tensor[])[heads, zeros([heads.size(0), 1, heads.size(2)], heads.dtype, heads.device)], 1);

    private void AddWeight(string name, long[] shape)
    {
        Parameter weight = new(empty(shape).DetachFromDisposeScope());
        init.xavier_uniform_(weight);
        register_parameter(name, weight);
    }

    private Tensor Project(Tensor input, string role, long third)
    {
        Tensor weight = get_parameter($"{role}_proj_weight")
            ?? Aten.Call("narrow", get_parameter("in_proj_weight"), 0, third * _width, _width);
        Tensor? bias = get_parameter("in_proj_bias") is Parameter all ? Aten.Call("narrow", all, 0, third * _width, _width) : null;
        return Aten.Call("linear", input, weight, bias);
    }

    /// <summary>Appends the learned key or value, where the module has one.</summary>
    private Tensor Extend(Tensor projected, string name, long batch) => get_parameter(name) is Parameter bias
        ? Aten.Call("cat", (Tensor[])[projected, bias.expand(1, batch, _width)], 0)
        : projected;

    private Tensor SplitHeads(Tensor projected, long batch) =>
        projected.reshape(projected.size(0), batch * _heads, _width / _heads).transpose(0, 1);

    /// <summary>Scores are [N × heads, L, S + extra]; what was appended to the keys is never masked.</summary>
    private Tensor Mask(Tensor scores, long sources, Tensor? padding, Tensor? attention)
    {
        long extra = scores.size(-1) - sources;
        if (attention is not null)
        {
            Tensor mask = Pad(attention, extra);
            scores = mask.dtype == ScalarType.Bool ? scores.masked_fill(mask, double.NegativeInfinity) : scores.add(mask);
        }

        if (padding is not null)
        {
            Tensor mask = Pad(padding.to_type(ScalarType.Bool), extra).unsqueeze(1).unsqueeze(2);
            long[] shape = scores.shape;
            scores = scores.reshape(padding.size(0), _heads, shape[1], shape[2])
                .masked_fill(mask, double.NegativeInfinity)
                .reshape(shape);
        }

        return scores;
    }

    private static Tensor Pad(Tensor mask, long extra) =>
        extra == 0 ? mask : Aten.Call("constant_pad_nd", mask, (long[])[0, extra]);
}
