namespace MnistPosteriors;

/// <summary>What a method came to.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Recipe">How it was trained and asked, to the last setting.</param>
/// <param name="Scores">How good it is.</param>
/// <param name="Seconds">Processor time of all trainings that it needs.</param>
/// <param name="Kl">Divergence of the weights from their prior for each training image, in nats; null where there is none.</param>
internal sealed record ResultRow(string Method, string Recipe, Scores Scores, double Seconds, double? Kl);
