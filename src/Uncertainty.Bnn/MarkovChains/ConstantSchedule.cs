namespace Uncertainty.Bnn;

/// <summary>One learning rate for all steps.</summary>
/// <remarks>
/// Vollmer, Zygalakis, Teh, "Exploration of the (Non-)Asymptotic Bias and Variance of Stochastic Gradient Langevin Dynamics", JMLR 2016: the
/// bias that the step size causes stays, and is of its order.
/// </remarks>
public sealed record ConstantSchedule : LearningRateSchedule
{
    private protected override double Rate(int before, int steps) => LearningRate;
}
