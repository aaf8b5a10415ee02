namespace Uncertainty.Bnn;

/// <summary>What a <see cref="VariationalAutoencoder"/> or <see cref="ConditionalVariationalAutoencoder"/> assumes.</summary>
public sealed record VariationalAutoencoderOptions
{
    private readonly Likelihood _likelihood = new BernoulliLikelihood();
    private readonly double _beta = 1;

    /// <summary>What the outputs of the decoder mean. Default <see cref="BernoulliLikelihood"/>, of zeros and ones.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public Likelihood Likelihood
    {
        get => _likelihood;
        init => _likelihood = Guard.NotNull(value, nameof(Likelihood));
    }

    /// <summary>
    /// Factor β of the divergence. Default 1, with which the ELBO is a bound of ln p(x); greater than 0. Above 1 the latents hold less of
    /// the inputs, and more apart from one another: Higgins et al., "beta-VAE", ICLR 2017, Eq. (4).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double Beta
    {
        get => _beta;
        init => _beta = Guard.Positive(value, nameof(Beta));
    }
}
