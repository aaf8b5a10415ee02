using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// Compares an autoencoder's squared errors with those of the mean input, whose sum over N inputs is that of their variances. In double
/// precision, a batch at a time.
/// </summary>
internal sealed class TrainingCheck(AutoencoderReader reader) : IDisposable
{
    private readonly RunningSpread _inputs = new();
    private readonly RunningSpread _codes = new();
    private double _errors;
    private bool _known = true;

    public void Add(Tensor inputs, AutoencoderReading reading)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        if (reading.Codes is { } codes)
        {
            _codes.Add(codes);
        }

        if (reader.SquaredErrors(inputs, reading.Errors) is { } squared)
        {
            _inputs.Add(inputs.detach().to_type(torch.ScalarType.Float64).reshape(inputs.shape[0], -1));
            _errors += squared.to_type(torch.ScalarType.Float64).sum().item<double>();
        }
        else
        {
            _known = false;
        }
    }

    /// <exception cref="InvalidOperationException">The autoencoder has not been trained, or has collapsed.</exception>
    public void Finish()
    {
        if (_codes.Count > 0 && _codes.Variance == 0)
        {
            throw new InvalidOperationException(
                $"The autoencoder is untrained, or has collapsed: it encodes all of {_codes.Count} inputs alike.");
        }

        if (_known && _inputs.Count > 1 && _errors / _inputs.Count >= _inputs.Variance)
        {
            throw new InvalidOperationException(
                "The autoencoder is untrained, has collapsed, or is not one of these inputs: the mean of its squared errors is "
                + $"{_errors / _inputs.Count:G6}, that of the mean input in every place {_inputs.Variance:G6}.");
        }
    }

    public void Dispose()
    {
        _inputs.Dispose();
        _codes.Dispose();
    }
}
