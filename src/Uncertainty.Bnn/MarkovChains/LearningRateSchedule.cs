namespace Uncertainty.Bnn;

/// <summary>
/// The learning rate of each step of a Markov chain. It is that of gradient descent on the mean loss of an example, so that one at which plain
/// training does well is a place to start from. The step size ε of Langevin dynamics is 2 / N times it, for N training examples.
/// </summary>
public abstract record LearningRateSchedule
{
    private readonly double _learningRate = 0.01;

    private protected LearningRateSchedule()
    {
    }

    /// <summary>The learning rate of the first step, which is the highest. Default 0.01; greater than 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite and greater than 0.</exception>
    public double LearningRate
    {
        get => _learningRate;
        init => _learningRate = Guard.Positive(value, nameof(LearningRate));
    }

    /// <summary>The learning rate of a step; greater than 0.</summary>
    /// <param name="step">The step k, from 1.</param>
    /// <param name="steps">How many steps K there are in all.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is not in [1, <paramref name="steps"/>].</exception>
    public double At(int step, int steps) => Rate(Place(step, steps), steps);

    /// <summary>Whether the chain samples in a step: it then has noise, and its weights may be kept. Otherwise it only descends.</summary>
    /// <param name="step">The step k, from 1.</param>
    /// <param name="steps">How many steps K there are in all.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is not in [1, <paramref name="steps"/>].</exception>
    public bool IsSampling(int step, int steps) => Samples(Place(step, steps), steps);

    /// <summary>The learning rate after a number of steps from 0 on.</summary>
    private protected abstract double Rate(int before, int steps);

    /// <summary>Whether the chain samples after a number of steps from 0 on.</summary>
    private protected virtual bool Samples(int before, int steps) => true;

    private static int Place(int step, int steps) =>
        step >= 1 && step <= steps
            ? step - 1
            : throw new ArgumentOutOfRangeException(nameof(step), step, $"must be in range [1, {steps}].");
}
