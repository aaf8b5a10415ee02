using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// What the outputs of an autoencoder's decoder mean: the distribution p(x | z) of the inputs, independent for each value given the
/// latents. One of <see cref="BernoulliLikelihood"/>, <see cref="GaussianLikelihood"/> and
/// <see cref="DiscretisedLogisticLikelihood"/>.
/// </summary>
public abstract record Likelihood
{
    private protected Likelihood()
    {
    }

    /// <summary>Numbers that the decoder gives for each value of an input.</summary>
    internal virtual int OutputsPerValue => 1;

    /// <summary>Where the logarithm of a learnt scale begins; null where no scale is learnt beside the decoder.</summary>
    internal virtual double? FirstLogScale => null;

    /// <summary>Throws where finite inputs are outside the support.</summary>
    internal abstract void Check(Tensor inputs, string name);

    /// <summary>[N] Σ ln p(x | z) over the values of each input, in nats. In the current dispose scope.</summary>
    /// <param name="inputs">[N, …] inputs of the support.</param>
    /// <param name="outputs">What the decoder gave, with <see cref="OutputsPerValue"/> numbers for each value.</param>
    /// <param name="logScale">[] logarithm of a learnt scale; null where there is none.</param>
    internal abstract Tensor LogProbability(Tensor inputs, Tensor outputs, Tensor? logScale);

    /// <summary>[N, …] the mean of p(x | z). In the current dispose scope.</summary>
    internal abstract Tensor Mean(Tensor outputs);

    /// <summary>[N, …] a draw of p(x | z), without gradient. In the current dispose scope.</summary>
    internal abstract Tensor Draw(Tensor outputs, Tensor? logScale, long seed);

    /// <summary>Σ over all but the first dimension.</summary>
    private protected static Tensor SumOfEach(Tensor values) => values.reshape(values.shape[0], -1).sum(1L);
}
