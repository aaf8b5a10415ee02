using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Draws of a network's tangent at its trained weights, f(x) + J(x) (w - ŵ): for a chunk of inputs one run and its derivatives, for all draws
/// together one product.
/// </summary>
internal sealed class LinearisedDraws
{
    // Of the memory, for what all chunks have in common: the draws' weights.
    private const int Share = 4;

    private readonly LinearisedNetwork _network;
    private readonly WeightDraws _draws;
    private readonly LaplaceOptions _options;
    private readonly int _together;
    private readonly LinearisedMemory _memory;

    public LinearisedDraws(LinearisedNetwork network, WeightDraws draws, LaplaceOptions options)
    {
        _network = network;
        _draws = draws;
        _options = options;
        _together = (int)Math.Clamp(options.MemoryLimit / (Share * sizeof(double) * draws.Mean.numel()), 1, options.Draws);
        _memory = new LinearisedMemory(network, jacobians =>
            (jacobians[0].Quantities * options.Draws) + jacobians.Max(jacobian => jacobian.ApplyLength(_together)));
    }

    /// <summary>See <see cref="IPosteriorPredictive.Visit"/>.</summary>
    public void Visit(Tensor inputs, torch.ScalarType type, DrawVisitor visit, CancellationToken cancellationToken)
    {
        Guard.MinimumRank(inputs, 1, "[N, …]");
        Guard.Finite(inputs);
        Guard.NotNull(visit);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        long count = inputs.shape[0];
        long most = _memory.Rows(inputs, _options);
        Tensor? shared = _together == _options.Draws ? _draws.Offsets(0, _together) : null;
        for (long first = 0; first < count; first += most)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope chunk = torch.NewDisposeScope();
            Tensor drawn = Draw(inputs.narrow(0, first, Math.Min(most, count - first)), shared, cancellationToken);
            for (int draw = 0; draw < _options.Draws; draw++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using DisposeScope one = torch.NewDisposeScope();
                visit(draw, first, drawn.select(2, draw).to_type(type).contiguous().clone());
            }
        }
    }

    /// <summary>What runs how, in words.</summary>
    public string Explain(string title)
    {
        int width = _network.Layers.Max(layer => layer.Name.Length);
        return string.Join('\n', _network.Layers.Select(
            layer => $"  {layer.Name.PadRight(width)}  derivatives once a batch, a product for each draw").Prepend(title));
    }

    /// <summary>[n, C, S] the draws of some inputs.</summary>
    private Tensor Draw(Tensor inputs, Tensor? shared, CancellationToken cancellationToken)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using LinearisedPass pass = _network.Run(inputs);
        IReadOnlyList<LayerJacobian> jacobians = pass.Jacobians();
        List<Tensor> parts = [];
        for (int first = 0; first < _options.Draws; first += _together)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope part = torch.NewDisposeScope();
            Tensor offsets = shared ?? _draws.Offsets(first, Math.Min(_together, _options.Draws - first));
            Tensor sum = pass.Outputs().unsqueeze(2).repeat(1, 1, offsets.shape[0]);
            foreach ((LayerJacobian jacobian, Tensor directions) in jacobians.Zip(_draws.ByLayer(offsets)))
            {
                using DisposeScope layer = torch.NewDisposeScope();
                sum.add_(jacobian.Apply(directions));
            }

            parts.Add(sum.MoveToOuterDisposeScope());
        }

        return torch.cat(parts, 2).MoveToOuterDisposeScope();
    }
}
