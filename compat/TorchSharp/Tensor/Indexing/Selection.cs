using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>
/// Indices taken apart: numbers, slices and new dimensions become views of the source, and what is left are tensors, by the
/// dimension of the view that they index.
/// </summary>
internal sealed class Selection : IDisposable
{
    private readonly List<torch.Tensor> _made = [];
    private readonly List<torch.Tensor?> _tensors = [];
    private int _dimension;

    internal Selection(torch.Tensor source, torch.TensorIndex[] indices)
    {
        Source = source;
        try
        {
            int specified = indices.Sum(SpecifiedDimensions);
            if (specified > source.Dimensions)
            {
                throw new ArgumentException(
                    $"The tensor has {source.Dimensions} dimensions; the indices name {specified}.", nameof(indices));
            }

            foreach (torch.TensorIndex index in indices)
            {
                Apply(index, (int)(source.Dimensions - specified));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The view that <see cref="Tensors"/> index.</summary>
    internal torch.Tensor Source { get; private set; }

    internal torch.Tensor?[] Tensors => [.. _tensors];

    public void Dispose()
    {
        foreach (torch.Tensor tensor in _made)
        {
            tensor.Dispose();
        }
    }

    private static int SpecifiedDimensions(torch.TensorIndex index) => index.Kind switch
    {
        torch.TensorIndex.IndexKind.Single or torch.TensorIndex.IndexKind.Slice => 1,
        torch.TensorIndex.IndexKind.Tensor => IsMask(index.Indices!) ? (int)index.Indices!.Dimensions : 1,
        _ => 0,
    };

    private static bool IsMask(torch.Tensor indices) =>
        indices.dtype is torch.ScalarType.Bool or torch.ScalarType.Byte;

    private void Apply(torch.TensorIndex index, int skipped)
    {
        switch (index.Kind)
        {
            case torch.TensorIndex.IndexKind.Single:
                Select(index.Start!.Value);
                break;
            case torch.TensorIndex.IndexKind.Slice:
                Slice(index);
                break;
            case torch.TensorIndex.IndexKind.Ellipsis:
                _dimension += skipped;
                break;
            case torch.TensorIndex.IndexKind.None:
                View("unsqueeze", _dimension++);
                break;
            case torch.TensorIndex.IndexKind.Bool:
                Mask(index.Start != 0);
                break;
            default:
                Index(index.Indices!);
                break;
        }
    }

    private void Select(long position) => View("select.int", _dimension, position);

    private void Slice(torch.TensorIndex index)
    {
        if (index.Start is not null || index.Stop is not null || index.Step is not null)
        {
            View("slice.Tensor", _dimension, index.Start, index.Stop, index.Step ?? 1);
        }

        _dimension++;
    }

    private void Index(torch.Tensor indices)
    {
        if (indices.Dimensions > 0 || !indices.is_integral())
        {
            Record(indices);
        }
        else if (IsMask(indices))
        {
            Mask(indices.ToBoolean());
        }
        else
        {
            Select(indices.ToInt64());
        }
    }

    // A truth value adds a dimension, of length one or zero.
    private void Mask(bool kept)
    {
        View("unsqueeze", _dimension);
        torch.Tensor positions = torch.zeros(kept ? 1L : 0L, torch.ScalarType.Int64, Source.device);
        _made.Add(positions);
        Record(positions);
    }

    private void Record(torch.Tensor indices)
    {
        while (_tensors.Count < _dimension)
        {
            _tensors.Add(null);
        }

        _tensors.Add(indices);
        _dimension++;
    }

    private void View(string op, params ReadOnlySpan<Argument> arguments)
    {
        torch.Tensor view = Aten.Call(op, [Source, .. arguments]);
        _made.Add(view);
        Source = view;
    }
}
