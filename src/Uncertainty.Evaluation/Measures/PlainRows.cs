using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>The values of an [N] or [N, C] tensor as plain numbers, copied once: reading them one by one costs a call of torch each.</summary>
internal sealed class PlainRows
{
    private readonly double[] _values;
    private readonly int _width;

    public PlainRows(Tensor tensor)
    {
        _values = PlainNumbers.Of(tensor);
        _width = _values.Length / (int)tensor.shape[0];
    }

    /// <summary>The only value of a row.</summary>
    public double Number(int row) => _values[row];

    /// <summary>All values of a row.</summary>
    public IReadOnlyList<double> Row(int row) => Array.AsReadOnly(_values[(row * _width)..((row + 1) * _width)]);
}
