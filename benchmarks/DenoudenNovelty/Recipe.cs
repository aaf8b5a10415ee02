using System.Text.Json;

namespace DenoudenNovelty;

/// <summary>How an autoencoder is made.</summary>
/// <param name="Family">What kind.</param>
/// <param name="Latents">Number of latents L.</param>
/// <param name="Epochs">Passes over the digit's images.</param>
/// <param name="LearningRate">Of Adam.</param>
/// <param name="BatchSize">Images in a batch.</param>
internal sealed record Recipe(Family Family, int Latents, int Epochs, double LearningRate, int BatchSize)
{
    /// <summary>All settings as one line.</summary>
    internal string Text => JsonSerializer.Serialize(this);
}
