using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Moves weights w by Langevin dynamics with momentum μ: v ← μ v − η (g + δ/N w) + √(2 (1 − μ) T η / N) z, then w ← w + v, where g is the
/// gradient of the mean loss and z standard normal.
/// </summary>
internal sealed class WeightDynamics : IDisposable
{
    private readonly (Tensor Weight, Tensor Velocity)[] _parts;
    private readonly long _examples;
    private readonly MarkovChainOptions _options;
    private readonly torch.Generator _generator;

    /// <param name="weights">The network's own, which are moved.</param>
    /// <param name="examples">N.</param>
    /// <param name="options">δ, T, μ and the seed of z.</param>
    public WeightDynamics(IEnumerable<Tensor> weights, long examples, MarkovChainOptions options)
    {
        using IDisposable noGradient = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();

        // Handles of its own: some versions hand out a module's tensors as new ones, which a dispose scope takes away.
        _parts = [.. weights.Select(weight => (weight.detach().DetachFromDisposeScope(), torch.zeros_like(weight).detach().DetachFromDisposeScope()))];
        _examples = examples;
        _options = options;
        _generator = new torch.Generator(unchecked((ulong)Seeds.Derive(options.Seed, 0)));
    }

    /// <summary>Makes a step.</summary>
    /// <param name="gradients">Of the mean loss, by each weight; null where it does not depend on one.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="noisy">Whether there is noise.</param>
    public void Move(IReadOnlyList<Tensor?> gradients, double learningRate, bool noisy)
    {
        using IDisposable noGradient = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        double deviation = noisy ? Math.Sqrt(2 * (1 - _options.Inertia) * _options.Temperature * learningRate / _examples) : 0;
        for (int i = 0; i < _parts.Length; i++)
        {
            (Tensor weight, Tensor velocity) = _parts[i];
            Tensor slope = weight * (_options.PriorPrecision / _examples);
            if (gradients[i] is { } gradient)
            {
                slope.add_(gradient);
            }

            velocity.mul_(_options.Inertia).add_(slope, -learningRate);
            if (deviation > 0)
            {
                velocity.add_(Noise(weight), deviation);
            }

            weight.add_(velocity);
        }
    }

    public void Dispose()
    {
        foreach ((Tensor weight, Tensor velocity) in _parts)
        {
            weight.Dispose();
            velocity.Dispose();
        }

        _generator.Dispose();
    }

    /// <summary>Drawn on the CPU, so that it is the same on every device; in single for narrower types, which the CPU cannot draw.</summary>
    private Tensor Noise(Tensor like)
    {
        torch.ScalarType type = like.dtype == torch.ScalarType.Float64 ? torch.ScalarType.Float64 : torch.ScalarType.Float32;
        return torch.randn(like.shape, dtype: type, generator: _generator).to(like.dtype, like.device);
    }
}
