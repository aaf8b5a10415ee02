namespace Uncertainty.Evaluation;

/// <summary>Mean of one of a classifier's uncertainties, in nats.</summary>
/// <param name="Of">Which: "total", "aleatoric" or "epistemic".</param>
/// <param name="All">Over all predictions.</param>
/// <param name="Right">Over those that are right; not a number where none is.</param>
/// <param name="Wrong">Over those that are wrong; not a number where none is.</param>
public sealed record UncertaintyMeans(string Of, double All, double Right, double Wrong);
