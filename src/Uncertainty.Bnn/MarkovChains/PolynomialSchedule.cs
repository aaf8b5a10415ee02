namespace Uncertainty.Bnn;

/// <summary>A learning rate that decays by a power of the steps: η_k = η_1 (1 + (k − 1) / b)^(−γ), with k from 1.</summary>
/// <remarks>
/// Welling, Teh, "Bayesian Learning via Stochastic Gradient Langevin Dynamics", ICML 2011, Section 3: ε_t = a (b + t)^(−γ), with
/// a b^(−γ) = 2 η_1 / N and t from 0. Their averages weigh samples by their step sizes; the samples here count alike.
/// </remarks>
public sealed record PolynomialSchedule : LearningRateSchedule
{
    private readonly double _delay = 1000;
    private readonly double _power = 0.55;

    /// <summary>b, after how many steps the rate is 2^(−γ) of the first. Default 1000; greater than 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double Delay
    {
        get => _delay;
        init => _delay = Guard.Positive(value, nameof(Delay));
    }

    /// <summary>
    /// γ. Default 0.55, as in the experiments of Welling and Teh; greater than 0 and at most 1. From ½ on, the steps' squares have a finite sum,
    /// and the bias that the step size causes goes away in the end.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not greater than 0 and at most 1.</exception>
    public double Power
    {
        get => _power;
        init => _power = value is > 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Power), value, "must be greater than 0 and at most 1.");
    }

    private protected override double Rate(int before, int steps) => LearningRate * Math.Pow(1 + (before / Delay), -Power);
}
