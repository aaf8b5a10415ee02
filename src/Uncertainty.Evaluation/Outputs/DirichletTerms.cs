using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>Closed forms of Dirichlet distributions with concentrations α, [N, C, …] in double, to [N, …] in the current dispose scope.</summary>
internal static class DirichletTerms
{
    /// <summary>Expected entropy of the probabilities, ψ(α₀ + 1) - Σ (α/α₀) ψ(α + 1).</summary>
    public static Tensor ExpectedEntropy(Tensor alpha)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor total = alpha.sum(1);
        return ((total + 1).digamma() - ((alpha * (alpha + 1).digamma()).sum(1) / total)).MoveToOuterDisposeScope();
    }

    /// <summary>Differential entropy, ln B(α) + (α₀ - C) ψ(α₀) - Σ (α - 1) ψ(α).</summary>
    public static Tensor Entropy(Tensor alpha)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor total = alpha.sum(1);
        Tensor logNormaliser = alpha.lgamma().sum(1) - total.lgamma();
        Tensor slopes = ((total - alpha.shape[1]) * total.digamma()) - ((alpha - 1) * alpha.digamma()).sum(1);
        return (logNormaliser + slopes).MoveToOuterDisposeScope();
    }

    /// <summary>KL(Dir(α) ‖ Dir(1)): the uniform distribution's entropy -ln Γ(C), less that of α.</summary>
    public static Tensor DivergenceFromUniform(Tensor alpha)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return (-MathNet.Numerics.SpecialFunctions.GammaLn(alpha.shape[1]) - Entropy(alpha)).MoveToOuterDisposeScope();
    }
}
