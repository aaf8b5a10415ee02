using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// A TorchScript network as a TorchSharp module: whatever takes a network takes one that was trained in PyTorch too, such as the detectors of
/// logits. Its layers stay out of reach: what looks for them, as <see cref="McDropout"/> or readers of features do, finds none; for dropout there is
/// <see cref="ScriptMcDropout"/>.
/// </summary>
public sealed class ScriptNetwork : torch.nn.Module<Tensor, Tensor>
{
    private readonly torch.jit.ScriptModule<Tensor, Tensor> _script;

    /// <summary>Wraps a loaded network, whose parameters, mode and device are then those of this module.</summary>
    /// <param name="script">From [N, …] inputs to [N, C, …] outputs. Taken over: it is disposed with this module.</param>
    /// <exception cref="ArgumentNullException"><paramref name="script"/> is null.</exception>
    public ScriptNetwork(torch.jit.ScriptModule<Tensor, Tensor> script)
        : base(nameof(ScriptNetwork))
    {
        _script = Guard.NotNull(script);
        RegisterComponents();
    }

    /// <summary>Loads a file that <c>torch.jit.save</c> wrote, in evaluation mode.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static ScriptNetwork FromFile(string path)
    {
        Guard.NotNull(path);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no TorchScript file '{path}'.", path);
        }

        ScriptNetwork network = new(torch.jit.load<Tensor, Tensor>(path));
        network.eval();
        return network;
    }

    /// <summary>Runs the network.</summary>
    /// <param name="input">[N, …] inputs.</param>
    public override Tensor forward(Tensor input) => _script.call(input);
}
