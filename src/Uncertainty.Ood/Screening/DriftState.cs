namespace Uncertainty.Ood;

/// <summary>Where a drift alarm stands.</summary>
/// <param name="Inputs">Inputs watched since the beginning, or since the last reset.</param>
/// <param name="Evidence">Evidence for a drift: <see cref="DriftAlarm.Evidence"/>.</param>
/// <param name="RaisedAt">Number of the input, from 1, at which the alarm was raised; null where it was not.</param>
public readonly record struct DriftState(long Inputs, double Evidence, long? RaisedAt);
