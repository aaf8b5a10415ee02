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

    /// <summary>Wraps a loaded network. It stays on the device that it was loaded on, and its parameters stay its own.</summary>
    /// <param name="script">From [N, …] inputs to [N, C, …] outputs. Taken over: it is disposed with this module.</param>
    /// <exception cref="ArgumentNullException"><paramref name="script"/> is null.</exception>
    public ScriptNetwork(torch.jit.ScriptModule<Tensor, Tensor> script)
        : base(nameof(ScriptNetwork))
    {
        // Not registered as a module below this one: TorchSharp would look into it after it has disposed it.
        _script = Guard.NotNull(script);
        train(script.training);
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

    /// <summary>Puts the network into training or evaluation mode.</summary>
    /// <param name="train">Whether it is training.</param>
    public override void train(bool train = true)
    {
        base.train(train);
        _script.train(train);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _script.Dispose();
        }

        base.Dispose(disposing);
    }
}
