using TorchSharp;
using Parameter = TorchSharp.Modules.Parameter;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>The dropout of a <see cref="ConcreteDropout"/>: a module of its own, in whose place samplers put their masks.</summary>
internal sealed class ConcreteMask : torch.nn.Module<Tensor, Tensor>
{
    private const string Logit = "rate_logit";

    private readonly double _temperature;

    public ConcreteMask(InputUnits units, double rate, double temperature, Tensor like)
        : base(nameof(ConcreteMask))
    {
        Units = units;
        _temperature = temperature;
        using DisposeScope scope = torch.NewDisposeScope();
        register_parameter(Logit, WeightNormal.Learnt(torch.full([], Math.Log(rate / (1 - rate)), dtype: like.dtype, device: like.device)));
    }

    /// <summary>What it drops.</summary>
    public InputUnits Units { get; }

    /// <summary>p, in [0, 1].</summary>
    public double Rate
    {
        get
        {
            using DisposeScope scope = torch.NewDisposeScope();
            double logit = RateLogit.detach().to_type(torch.ScalarType.Float64).item<double>();
            return double.IsNaN(logit)
                ? throw new InvalidOperationException("The rate of a ConcreteDropout is not a number: its training went astray.")
                : 1 / (1 + Math.Exp(-logit));
        }
    }

    private Parameter RateLogit => get_parameter(Logit)!;

    /// <summary>1 / (1 − p) = 1 + e^logit; of the current scope, with its gradient.</summary>
    public Tensor Scale()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return (RateLogit.exp() + 1).MoveToOuterDisposeScope();
    }

    /// <summary>−p ln p − (1 − p) ln(1 − p), in nats; of the current scope, with its gradient.</summary>
    public Tensor Entropy()
    {
        // −ln p = softplus(−logit) and −ln(1 − p) = softplus(logit), neither of which cancels.
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor logit = RateLogit;
        return ((logit.sigmoid() * (-logit).softplus()) + ((-logit).sigmoid() * logit.softplus())).MoveToOuterDisposeScope();
    }

    /// <summary>In training mode the input times a relaxed mask, in evaluation mode the input.</summary>
    public override Tensor forward(Tensor input)
    {
        Guard.NotNull(input);
        long[] shape = Units.Shape(input);
        if (!training)
        {
            return input.alias();
        }

        using DisposeScope scope = torch.NewDisposeScope();

        // An u of 0 gives a factor of 0 or 1 and no gradient; there is none of 1.
        Tensor u = torch.rand(shape, dtype: input.dtype, device: input.device);
        Tensor kept = ((RateLogit + u.log() - (-u).log1p()) / -_temperature).sigmoid();
        return (input * (kept * Scale())).MoveToOuterDisposeScope();
    }
}
