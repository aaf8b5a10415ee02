using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Looks whether outputs are finite and, where they are to be, probabilities. It notes on the outputs' own device and reads once, so
/// that a GPU is not waited for after every draw.
/// </summary>
internal sealed class OutputChecks : IDisposable
{
    private readonly torch.ScalarType _type;
    private readonly Tensor _notFinite;
    private readonly Tensor? _lowest;
    private readonly Tensor? _farthest;
    private long _count;

    public OutputChecks(Tensor outputs, bool probabilities)
    {
        _type = outputs.dtype;
        _notFinite = torch.zeros(1, dtype: torch.ScalarType.Int64, device: outputs.device).DetachFromDisposeScope();
        if (probabilities)
        {
            _lowest = torch.full(1, double.PositiveInfinity, dtype: _type, device: outputs.device).DetachFromDisposeScope();
            _farthest = torch.zeros(1, dtype: _type, device: outputs.device).DetachFromDisposeScope();
        }
    }

    /// <summary>Takes note of [n, C, …] outputs.</summary>
    public void Add(Tensor outputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        _count += outputs.numel();
        // x - x is 0, or not a number where x is infinite or none: half the price of isfinite.
        _notFinite.add_((outputs - outputs).ne(0).sum());
        _lowest?.copy_(torch.minimum(_lowest, outputs.min()));
        _farthest?.copy_(torch.maximum(_farthest, (outputs.sum(1) - 1).abs().max()));
    }

    /// <summary>Throws where something was amiss.</summary>
    /// <param name="name">The parameter to blame where outputs that should be are no probabilities.</param>
    /// <exception cref="InvalidOperationException">Outputs were infinite or not a number.</exception>
    /// <exception cref="ArgumentException">Outputs were no probabilities.</exception>
    public void Throw(string name)
    {
        Guard.FiniteOutputs(_notFinite.item<long>(), _count);
        if (_lowest is not null && _farthest is not null)
        {
            Guard.Distribution(Number(_lowest), Number(_farthest), _type, name);
        }
    }

    public void Dispose()
    {
        _notFinite.Dispose();
        _lowest?.Dispose();
        _farthest?.Dispose();
    }

    private static double Number(Tensor value)
    {
        using Tensor wide = value.to_type(torch.ScalarType.Float64);
        return wide.item<double>();
    }
}
