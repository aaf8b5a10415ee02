namespace Uncertainty.Bnn;

/// <summary>
/// The marginal likelihood of a Laplace approximation, as a function of the prior precision δ and the noise variance σ², and where it is
/// largest. The curvature is given by its eigenvalues λ, before they are divided by σ².
/// </summary>
/// <remarks>
/// MacKay, "Bayesian Interpolation", Neural Computation 1992, Eqs. (4.8) to (4.10), with γ = Σ h_i / (h_i + δ) effective parameters,
/// h = λ / σ²: at the maximum δ ‖w‖² = γ and σ² = Σ residual² / (number of residuals - γ).
/// </remarks>
/// <param name="eigenvalues">λ, one for each weight; at least 0.</param>
/// <param name="squaredWeights">‖w‖², the sum of the squared weights.</param>
internal sealed class Evidence(double[] eigenvalues, double squaredWeights)
{
    private const int MostRounds = 10_000;
    private const double Precise = 1e-13;

    /// <summary>ln p(D) up to the choice of the network: the log-likelihood of the data less what the weights cost.</summary>
    public double LogMarginalLikelihood(double logLikelihood, double priorPrecision, double noiseVariance) =>
        logLikelihood - (0.5 * ((priorPrecision * squaredWeights)
            + eigenvalues.Sum(value => Math.Log(1 + (value / (noiseVariance * priorPrecision))))));

    /// <summary>γ.</summary>
    public double EffectiveParameters(double priorPrecision, double noiseVariance) =>
        eigenvalues.Sum(value => value / (value + (noiseVariance * priorPrecision)));

    /// <summary>The δ of the largest marginal likelihood. There is one: γ falls in δ, and δ ‖w‖² rises.</summary>
    /// <exception cref="InvalidOperationException">The likelihood grows without end.</exception>
    public double PriorPrecision(double noiseVariance)
    {
        if (squaredWeights == 0 || eigenvalues.All(value => value == 0))
        {
            throw new InvalidOperationException(
                "The marginal likelihood has no maximum in the prior precision, as the weights, or what the data say of them, are all "
                + "zero. Give the option PriorPrecision.");
        }

        // Between these γ - δ ‖w‖² changes its sign, as γ is at most the number of weights, and at least λ / (λ + σ² δ) of the largest λ.
        double high = Math.Log(eigenvalues.Length / squaredWeights) + 1;
        double low = Math.Min(high, Math.Log(eigenvalues.Max() / noiseVariance)) - 1;
        while (Excess(low, noiseVariance) < 0)
        {
            low--;
        }

        while (high - low > Precise * Math.Max(1, Math.Abs(low)))
        {
            double middle = 0.5 * (low + high);
            (low, high) = Excess(middle, noiseVariance) > 0 ? (middle, high) : (low, middle);
        }

        return Math.Exp(0.5 * (low + high));
    }

    /// <summary>δ and σ² of the largest marginal likelihood; of those given, the given.</summary>
    /// <param name="squaredResiduals">Σ residual².</param>
    /// <param name="count">Number of residuals.</param>
    /// <param name="priorPrecision">δ, or null to find it.</param>
    /// <param name="noiseVariance">σ², or null to find it.</param>
    /// <exception cref="InvalidOperationException">There is no maximum.</exception>
    public (double PriorPrecision, double NoiseVariance) Maximise(
        double squaredResiduals, long count, double? priorPrecision, double? noiseVariance)
    {
        if (noiseVariance is { } given)
        {
            return (priorPrecision ?? PriorPrecision(given), given);
        }

        double noise = squaredResiduals / count;
        for (int round = 0; round < MostRounds && noise > 0; round++)
        {
            double prior = priorPrecision ?? PriorPrecision(noise);
            double next = squaredResiduals / (count - EffectiveParameters(prior, noise));
            bool settled = Math.Abs(next - noise) <= 10 * Precise * noise;
            noise = next;
            if (settled)
            {
                return (priorPrecision ?? PriorPrecision(noise), noise);
            }
        }

        throw new InvalidOperationException(
            $"The marginal likelihood has no maximum in the noise variance that could be found, with {count} targets, residuals of {squaredResiduals:G6} in "
            + $"square and {eigenvalues.Length} weights: the network fits its training data to rounding, or there are too few of them for what is "
            + "kept of the curvature, as happens with the diagonal of many layers. Give the option NoiseVariance.");
    }

    private double Excess(double logPrecision, double noiseVariance)
    {
        double precision = Math.Exp(logPrecision);
        return EffectiveParameters(precision, noiseVariance) - (precision * squaredWeights);
    }
}
