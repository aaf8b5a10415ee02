using TorchSharp;
using Uncertainty.Bnn.Distributions;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>A likelihood with a location and a scale.</summary>
public abstract record ScaledLikelihood : Likelihood
{
    private readonly double _scale;

    private protected ScaledLikelihood(double scale) => _scale = scale;

    /// <summary>Where the scale comes from. Default <see cref="LikelihoodScale.Learnt"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the three.</exception>
    public LikelihoodScale ScaleFrom
    {
        get;
        init => field = Guard.Named(value, nameof(ScaleFrom));
    }

    /// <summary>
    /// The scale, in the unit of the inputs: of a learnt one where training begins; without effect where it is decoded. Default 1, the
    /// standard deviation of <see cref="GaussianLikelihood"/>, and 0.1 of <see cref="DiscretisedLogisticLikelihood"/>; greater than 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double Scale
    {
        get => _scale;
        init => _scale = Guard.Positive(value, nameof(Scale));
    }

    internal override int OutputsPerValue => ScaleFrom == LikelihoodScale.Decoded ? 2 : 1;

    internal override double? FirstLogScale => ScaleFrom == LikelihoodScale.Learnt ? Math.Log(Scale) : null;

    /// <summary>What a decoded logarithm is multiplied by to be that of the scale.</summary>
    private protected abstract double DecodedFactor { get; }

    internal override Tensor LogProbability(Tensor inputs, Tensor outputs, Tensor? logScale)
    {
        (Tensor location, Tensor scale) = Parts(outputs, logScale);
        using ScalarDistribution distribution = Of(location.reshape(inputs.shape), scale.ndim == 0 ? scale : scale.reshape(inputs.shape));
        return SumOfEach(OfEach(distribution, inputs));
    }

    internal override Tensor Mean(Tensor outputs) => ScaleFrom == LikelihoodScale.Decoded ? outputs.chunk(2, 1)[0] : outputs;

    internal override Tensor Draw(Tensor outputs, Tensor? logScale, long seed)
    {
        using IDisposable noGradient = torch.no_grad();
        (Tensor location, Tensor scale) = Parts(outputs, logScale);
        using ScalarDistribution distribution = Of(location, scale);
        return OnSupport(distribution.Sample([], seed));
    }

    private protected abstract ScalarDistribution Of(Tensor location, Tensor scale);

    /// <summary>[N, …] ln p of each value.</summary>
    private protected abstract Tensor OfEach(ScalarDistribution distribution, Tensor inputs);

    /// <summary>The value of the support that a draw stands for.</summary>
    private protected abstract Tensor OnSupport(Tensor draw);

    private (Tensor Location, Tensor Scale) Parts(Tensor outputs, Tensor? logScale)
    {
        switch (ScaleFrom)
        {
            case LikelihoodScale.Decoded:
                Tensor[] halves = outputs.chunk(2, 1);
                return (halves[0], LogScale.Exponential(halves[1] * DecodedFactor, "decoder"));
            case LikelihoodScale.Learnt:
                return (outputs, LogScale.Exponential(logScale!, "autoencoder's learnt scale"));
            default:
                return (outputs, torch.tensor(Scale, dtype: outputs.dtype, device: outputs.device));
        }
    }
}
