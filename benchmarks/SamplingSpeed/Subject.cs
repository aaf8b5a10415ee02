using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Module = TorchSharp.torch.nn.Module;

namespace SamplingSpeed;

/// <summary>A workload's network, in evaluation mode, and its inputs; the same on every run.</summary>
internal sealed class Subject : IDisposable
{
    internal Subject(Workload workload, bool quick)
    {
        Workload = workload;
        manual_seed(0);
        Network = workload.Build();
        Network.eval();
        Inputs = rand([quick ? workload.QuickInputs : workload.Inputs, .. workload.Shape]);
    }

    internal Workload Workload { get; }

    internal Module<Tensor, Tensor> Network { get; }

    internal Tensor Inputs { get; }

    /// <summary>A number on which another side with the same network and inputs must agree: the mean size of its outputs.</summary>
    internal double Check()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        return Network.call(Inputs).abs().mean().item<float>();
    }

    /// <summary>Leaves everything as it is but the dropout layers, which drop or do not.</summary>
    internal void LetDropoutDrop(bool drop)
    {
        foreach (Module module in Network.modules().Where(module => module is Dropout))
        {
            module.train(drop);
        }
    }

    public void Dispose()
    {
        Network.Dispose();
        Inputs.Dispose();
    }
}
