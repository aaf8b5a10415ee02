using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>The weights of a recurrent network under PyTorch's names, in the order in which libtorch takes them.</summary>
internal sealed class RecurrentWeights
{
    private readonly Module _owner;
    private readonly List<string> _names = [];

    /// <summary>Registers the weights with their module; gates are the blocks in each: LSTM 4, GRU 3, RNN 1.</summary>
    internal RecurrentWeights(Module owner, int gates, long inputSize, long hiddenSize, long numLayers, bool bias, bool bidirectional, Device? device, ScalarType? dtype)
    {
        _owner = owner;
        double bound = 1 / Math.Sqrt(hiddenSize);
        long directions = bidirectional ? 2 : 1;
        for (long layer = 0; layer < numLayers; layer++)
        {
            long width = layer == 0 ? inputSize : hiddenSize * directions;
            foreach (string suffix in bidirectional ? (string[])["", "_reverse"] : [""])
            {
                Add($"weight_ih_l{layer}{suffix}", [gates * hiddenSize, width]);
                Add($"weight_hh_l{layer}{suffix}", [gates * hiddenSize, hiddenSize]);
                if (bias)
                {
                    Add($"bias_ih_l{layer}{suffix}", [gates * hiddenSize]);
                    Add($"bias_hh_l{layer}{suffix}", [gates * hiddenSize]);
                }
            }
        }

        void Add(string name, long[] shape)
        {
            _owner.register_parameter(name, Uniform(shape, bound, device, dtype));
            _names.Add(name);
        }
    }

    /// <summary>Read anew at each call: a module that is moved gets new parameters.</summary>
    internal Tensor[] Current => [.. _names.Select(name => _owner.get_parameter(name)!)];

    internal static Parameter Uniform(long[] shape, double bound, Device? device, ScalarType? dtype)
    {
        Tensor weight = empty(shape, dtype, device).DetachFromDisposeScope();
        using (no_grad())
        {
            weight.uniform_(-bound, bound);
        }

        return new Parameter(weight);
    }

    /// <summary>A state of zeros for a batch: [layers × directions, N, hidden].</summary>
    internal static Tensor ZeroState(Tensor input, long numLayers, long hiddenSize, bool batchFirst, bool bidirectional) =>
        zeros([numLayers * (bidirectional ? 2 : 1), input.size(batchFirst ? 0 : 1), hiddenSize], input.dtype, input.device);
}
