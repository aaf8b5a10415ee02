namespace UciRegression.Results;

/// <summary>How good predictions are on one set of examples.</summary>
/// <param name="Rmse">Root mean square error of the mean of the draws.</param>
/// <param name="LogLikelihood">Mean predictive log-likelihood, in nats.</param>
/// <param name="Crps">Mean CRPS of a normal distribution with the predictive mean and variance, noise included.</param>
internal readonly record struct Scores(double Rmse, double LogLikelihood, double Crps);
