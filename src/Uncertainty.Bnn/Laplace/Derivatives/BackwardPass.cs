using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>A run of a network that keeps its graph: C backward passes give the derivatives by what the layers give.</summary>
/// <param name="layers">The layers.</param>
internal sealed class BackwardPass(IReadOnlyList<WeightLayer> layers) : LinearisedPass
{
    private readonly List<(int Layer, Tensor Features, Tensor Zeros)> _calls = [];
    private Tensor? _graph;

    /// <summary>Takes note of a call of a layer; gives what the layer is to give.</summary>
    public Tensor Watch(int layer, Tensor input, Tensor output)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor zeros = torch.zeros_like(output.detach()).requires_grad_(true);
        _calls.Add((layer, layers[layer].ReadFeatures(input).DetachFromDisposeScope(), zeros.DetachFromDisposeScope()));
        return (output + zeros).MoveToOuterDisposeScope();
    }

    /// <summary>Ends the run.</summary>
    /// <param name="graph">[n, C] outputs with their graph; given away.</param>
    public void Complete(Tensor graph) => _graph = graph.DetachFromDisposeScope();

    public override Tensor Outputs()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return _graph!.detach().to_type(torch.ScalarType.Float64).MoveToOuterDisposeScope();
    }

    public override IReadOnlyList<LayerJacobian> Jacobians() => By(output =>
    {
        Tensor one = torch.zeros_like(_graph!.detach());
        one.narrow(1, output, 1).fill_(1);
        return one;
    });

    /// <summary>With R J in the place of J: Λ = Rᵀ R, row k of R is √p_k (e_k - p) for a softmax, e_k for a regression.</summary>
    public override CurvatureTerms Terms(Tensor? probabilities) => new LayerTerms(
        _graph!.shape[0],
        probabilities is null
            ? Jacobians()
            : By(output =>
            {
                Tensor row = -probabilities;
                row.narrow(1, output, 1).add_(1);
                return row * probabilities.narrow(1, output, 1).sqrt();
            }));

    public override void Dispose()
    {
        foreach ((int _, Tensor features, Tensor zeros) in _calls)
        {
            features.Dispose();
            zeros.Dispose();
        }

        _graph?.Dispose();
    }

    /// <summary>The derivatives of C combinations of the outputs, a backward pass for each. Calls of a layer are further positions.</summary>
    /// <param name="direction">For k from 0 to C - 1 the weights [n, C] of the outputs.</param>
    private List<LayerJacobian> By(Func<long, Tensor> direction)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        long count = _graph!.shape[0];
        long many = _graph.shape[1];
        Tensor[] derivatives =
        [
            .. _calls.Select(call => torch.zeros(
                [count, many, layers[call.Layer].Outputs, call.Features.shape[1]], dtype: call.Features.dtype, device: call.Features.device)),
        ];
        for (long output = 0; output < many; output++)
        {
            using DisposeScope one = torch.NewDisposeScope();
            Backward(direction(output), [.. derivatives.Select(tensor => tensor.select(1, output))]);
        }

        List<LayerJacobian> jacobians = [];
        for (int layer = 0; layer < layers.Count; layer++)
        {
            int[] own = [.. Enumerable.Range(0, _calls.Count).Where(call => _calls[call].Layer == layer)];
            if (own.Length == 0)
            {
                throw new InvalidOperationException(
                    $"The layer '{layers[layer].Name}' did not run through call(x) in this pass, as it did in others; all layers must run for "
                    + "all inputs.");
            }

            Tensor features = own.Length == 1 ? _calls[own[0]].Features.alias() : torch.cat([.. own.Select(call => _calls[call].Features)], 1);
            Tensor all = own.Length == 1 ? derivatives[own[0]] : torch.cat([.. own.Select(call => derivatives[call])], 3);
            jacobians.Add(LayerJacobian.Of(features.MoveToOuterDisposeScope(), all.MoveToOuterDisposeScope()));
        }

        return jacobians;
    }

    /// <summary>For each call puts the derivatives of one combination of the outputs into [n, O, T] zeros, which stay where there are none.</summary>
    private void Backward(Tensor direction, Tensor[] derivatives)
    {
        Tensor[] zeros = [.. _calls.Select(call => call.Zeros)];
        IList<Tensor> found = torch.autograd.grad([_graph!], zeros, [direction.to_type(_graph!.dtype)], retain_graph: true, allow_unused: true);
        for (int i = 0; i < zeros.Length; i++)
        {
            if (found[i] is { IsInvalid: false } gradient)
            {
                derivatives[i].copy_(layers[_calls[i].Layer].ByPosition(gradient));
            }
        }
    }
}
