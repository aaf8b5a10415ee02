using TorchSharp;
using TorchSharp.Modules;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>Independent normals N(μ, σ²) over the elements of a weight, with σ = softplus(ρ) = ln(1 + e^ρ).</summary>
/// <param name="Mean">μ, a parameter.</param>
/// <param name="Rho">ρ, a parameter of the same shape.</param>
/// <param name="Centre">What the prior is centred on in place of zero; null for zero.</param>
internal sealed record WeightNormal(Tensor Mean, Tensor Rho, Tensor? Centre = null)
{
    /// <summary>σ, of the current scope, with its gradient.</summary>
    public Tensor Deviation() => Rho.softplus();

    /// <summary>One sample μ + σ ε, with ε from a generator of the CPU; of the current scope.</summary>
    public Tensor Sample(torch.Generator generator)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return (Mean + (Deviation() * Noise(generator, Mean, Mean.shape))).MoveToOuterDisposeScope();
    }

    /// <summary>Standard normal numbers in a shape, the same on every device, as another tensor is held; of the current scope.</summary>
    public static Tensor Noise(torch.Generator generator, Tensor like, long[] shape)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor noise = torch.randn(shape, dtype: torch.ScalarType.Float32, device: torch.CPU, generator: generator);
        return noise.to_type(like.dtype).to(like.device).MoveToOuterDisposeScope();
    }

    /// <summary>ρ for a given σ: ln(e^σ − 1), in a form that neither overflows nor cancels.</summary>
    public static Tensor RhoOf(Tensor deviation)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return (deviation + (-(-deviation).expm1()).log()).MoveToOuterDisposeScope();
    }

    /// <summary>A parameter of no scope, made from a tensor, which is used up.</summary>
    public static Parameter Learnt(Tensor values)
    {
        Parameter parameter = new(values);

        // Before TorchSharp 0.100 the empty shell goes on counting as a tensor.
        values.Dispose();
        parameter.DetachFromDisposeScope();
        return parameter;
    }
}
