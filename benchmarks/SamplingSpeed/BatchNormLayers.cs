using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Linear = TorchSharp.Modules.Linear;

namespace SamplingSpeed;

/// <summary>The convolutions of a network with the BatchNorm behind each, and sets of statistics for them.</summary>
internal sealed class BatchNormLayers : IDisposable
{
    // What the factory takes where nobody says otherwise.
    private const double Epsilon = 1e-5;

    private readonly Module<Tensor, Tensor> _network;
    private readonly List<(Conv2d Convolution, BatchNorm2d Norm)> _pairs;
    private readonly List<(Tensor Mean, Tensor Variance)[]> _statistics = [];

    /// <param name="network">Every BatchNorm in it follows a convolution.</param>
    /// <param name="draws">Number of sets of statistics.</param>
    internal BatchNormLayers(Module<Tensor, Tensor> network, int draws)
    {
        _network = network;
        _pairs = [.. network.modules().OfType<Conv2d>().Zip(network.modules().OfType<BatchNorm2d>())];

        // Any will do for the time. They vary around the running ones, as those of small batches would.
        using IDisposable noGradient = no_grad();
        for (int draw = 0; draw < draws; draw++)
        {
            _statistics.Add([.. _pairs.Select(pair => Vary(pair.Norm))]);
        }
    }

    /// <summary>Puts one draw's statistics in the place of the running ones.</summary>
    internal void Replace(int draw)
    {
        for (int i = 0; i < _pairs.Count; i++)
        {
            _pairs[i].Norm.running_mean!.copy_(_statistics[draw][i].Mean);
            _pairs[i].Norm.running_var!.copy_(_statistics[draw][i].Variance);
        }
    }

    /// <summary>Gives a network without BatchNorm the weights of this one, with one draw's statistics folded in.</summary>
    /// <param name="draw">Which draw.</param>
    /// <param name="plain">The same network without BatchNorm, with a bias in every convolution.</param>
    internal void FoldInto(int draw, Module<Tensor, Tensor> plain)
    {
        using IDisposable noGradient = no_grad();
        foreach (((Conv2d Convolution, BatchNorm2d Norm) pair, (Tensor Mean, Tensor Variance) statistics, Conv2d folded) in
            _pairs.Zip(_statistics[draw], plain.modules().OfType<Conv2d>()))
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor scale = pair.Norm.weight! / (statistics.Variance + Epsilon).sqrt();
            Tensor shift = pair.Convolution.bias is Tensor bias ? bias - statistics.Mean : -statistics.Mean;
            folded.weight!.copy_(pair.Convolution.weight! * scale.view(-1, 1, 1, 1));
            folded.bias!.copy_(pair.Norm.bias! + (shift * scale));
        }

        foreach ((Linear from, Linear to) in _network.modules().OfType<Linear>().Zip(plain.modules().OfType<Linear>()))
        {
            to.weight!.copy_(from.weight!);
            to.bias!.copy_(from.bias!);
        }
    }

    public void Dispose()
    {
        foreach ((Tensor mean, Tensor variance) in _statistics.SelectMany(draw => draw))
        {
            mean.Dispose();
            variance.Dispose();
        }
    }

    private static (Tensor Mean, Tensor Variance) Vary(BatchNorm2d norm)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor mean = norm.running_mean! + (0.1 * randn_like(norm.running_mean!));
        Tensor variance = norm.running_var! * (0.8 + (0.4 * rand_like(norm.running_var!)));
        return (mean.DetachFromDisposeScope(), variance.DetachFromDisposeScope());
    }
}
