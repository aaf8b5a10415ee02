using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>The normal distribution of P weights: mean and variances [P] in double, and deviations [K, P]. Owns them.</summary>
internal sealed class SwagMoments : IDisposable
{
    private readonly Tensor _deviations;

    public SwagMoments(Tensor mean, Tensor variance, Tensor deviations, int snapshots)
    {
        Mean = mean.DetachFromDisposeScope();
        Variance = variance.DetachFromDisposeScope();
        _deviations = deviations.DetachFromDisposeScope();
        Snapshots = snapshots;
    }

    public Tensor Mean { get; }

    public Tensor Variance { get; }

    public int Snapshots { get; }

    /// <summary>K.</summary>
    public int Rank => (int)_deviations.shape[0];

    public IEnumerable<(string Name, Tensor Value)> Parts => [("mean", Mean), ("variance", Variance), ("deviations", _deviations)];

    public static SwagMoments Load(TensorFile file, NetworkWeights weights)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor mean = file.Get("mean", torch.ScalarType.Float64, weights.Count);
        Tensor variance = file.Get("variance", torch.ScalarType.Float64, weights.Count);
        Tensor deviations = file.Get("deviations", weights.Type, -1, weights.Count);
        int snapshots = file.Count("snapshots");
        if (variance.min().item<double>() < 0 || deviations.shape[0] < 2 || deviations.shape[0] > snapshots)
        {
            throw file.Wrong($"it has variances below 0, or {deviations.shape[0]} deviations of {snapshots} snapshots, of which there must be at least 2.");
        }

        return new SwagMoments(mean.to(weights.Device), variance.to(weights.Device), deviations.to(weights.Device), snapshots);
    }

    /// <summary>[P] the weights of a draw: θ̄ + √c (√v ∘ z₁ + Dᵀ z₂ / √(K - 1)). New, in the current scope.</summary>
    public Tensor Draw(int draw, SwagOptions options)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using torch.Generator generator = new(unchecked((ulong)Seeds.Derive(options.Seed, draw)));
        Tensor own = torch.randn([Mean.numel()], dtype: torch.ScalarType.Float64, generator: generator).to(Mean.device);
        Tensor shared = torch.randn([Rank], dtype: torch.ScalarType.Float64, generator: generator).to(_deviations.dtype, Mean.device);
        Tensor low = _deviations.t().mv(shared).to_type(torch.ScalarType.Float64) / Math.Sqrt(Rank - 1);
        return (Mean + (((own * Variance.sqrt()) + low) * Math.Sqrt(options.Scale))).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        Mean.Dispose();
        Variance.Dispose();
        _deviations.Dispose();
    }
}
