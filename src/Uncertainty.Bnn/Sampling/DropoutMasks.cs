using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// The masks of one draw: for each layer one per unit or channel, the same for all inputs, from a counter-based generator keyed
/// by (seed, layer, draw). A layer that runs several times in one pass gets another mask each time.
/// </summary>
internal sealed class DropoutMasks : IDisposable
{
    private readonly Dictionary<(int Layer, int Call), Tensor> _masks = [];
    private readonly Dictionary<int, int> _calls = [];
    private readonly long _seed;

    public DropoutMasks(long seed, int draw)
    {
        _seed = Seeds.Derive(seed, draw);
    }

    /// <summary>Whether a layer has asked for its mask since the last <see cref="StartPass"/>.</summary>
    public bool WasAsked(int layer) => _calls.ContainsKey(layer);

    /// <summary>Starts the next forward pass of the same draw: the masks stay, the counting of calls begins anew.</summary>
    public void StartPass() => _calls.Clear();

    /// <summary>[1, …] factors of a layer's next call: 0 for what is dropped, 1 / (1 - rate) for what is kept.</summary>
    /// <param name="layer">The layer that asks.</param>
    /// <param name="rate">Its dropout rate p, in [0, 1].</param>
    /// <param name="input">[N, …] what the layer was given.</param>
    public Tensor Next(DropoutLayer layer, double rate, Tensor input)
    {
        int call = _calls[layer.Index] = _calls.GetValueOrDefault(layer.Index, -1) + 1;
        long[] shape = MaskShape(layer, input.shape);
        if (_masks.TryGetValue((layer.Index, call), out Tensor? known))
        {
            return known.shape.AsSpan().SequenceEqual(shape)
                ? known
                : throw new InvalidOperationException(
                    $"The layer '{layer.Name}' was given units of shape [{string.Join(", ", shape)}] after "
                    + $"[{string.Join(", ", known.shape)}] in one draw; its inputs must have one shape.");
        }

        long key = Seeds.Derive(Seeds.Derive(_seed, layer.Index), call);
        Tensor mask = Make(key, rate, shape, input);
        _masks[(layer.Index, call)] = mask;
        return mask;
    }

    public void Dispose()
    {
        foreach (Tensor mask in _masks.Values)
        {
            mask.Dispose();
        }

        _masks.Clear();
    }

    /// <summary>1 for the kept units of a stream of <paramref name="count"/>, 0 for the dropped ones.</summary>
    internal static float[] Kept(long key, double rate, long count)
    {
        float[] kept = new float[count];
        for (long i = 0; i < count; i++)
        {
            kept[i] = Seeds.Uniform(key, i) >= rate ? 1 : 0;
        }

        return kept;
    }

    private static long[] MaskShape(DropoutLayer layer, long[] input)
    {
        if (input.Length < 2)
        {
            throw new InvalidOperationException(
                $"The layer '{layer.Name}' was given a tensor of {input.Length} dimensions; masks need [N, …] with the inputs first.");
        }

        return layer.DropsChannels
            ? [1, input[1], .. Enumerable.Repeat(1L, input.Length - 2)]
            : [1, .. input.AsSpan(1)];
    }

    private static Tensor Make(long key, double rate, long[] shape, Tensor input)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        float[] kept = Kept(key, rate, shape.Aggregate(1L, (product, length) => product * length));
        Tensor mask = torch.tensor(kept, shape).to(input.dtype, input.device);
        return (rate < 1 ? mask / (1 - rate) : mask).DetachFromDisposeScope();
    }
}
