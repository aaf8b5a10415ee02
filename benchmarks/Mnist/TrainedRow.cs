namespace Benchmarks.Mnist;

/// <summary>A training that came to its end.</summary>
/// <param name="Name">What was trained, which is its file's name.</param>
/// <param name="Recipe">How, to the last setting.</param>
/// <param name="Seconds">Processor time that it took, without what it started from.</param>
internal sealed record TrainedRow(string Name, string Recipe, double Seconds);
