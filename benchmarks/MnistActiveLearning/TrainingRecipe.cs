namespace MnistActiveLearning;

/// <summary>
/// How a network is trained from scratch on N labelled images: by Adam, with a learning rate that rises over the first steps and then falls
/// to zero, both linearly, and a weight decay, in proportion to 1/N, that is added to the gradient.
/// </summary>
/// <param name="Images">Images that every training sees, however few are labelled: A of A + B·N.</param>
/// <param name="ImagesForEachLabel">Images more for each labelled one: B of A + B·N.</param>
/// <param name="LearningRate">The highest rate.</param>
/// <param name="WarmUp">Steps over which the rate rises.</param>
/// <param name="BatchSize">Images in a batch.</param>
/// <param name="Decay">The weight decay times N.</param>
internal sealed record TrainingRecipe(
    int Images, int ImagesForEachLabel, double LearningRate, int WarmUp, int BatchSize, double Decay)
{
    internal int Steps(int labels) => Math.Max(1, (Images + (ImagesForEachLabel * labels)) / BatchSize);

    /// <summary>The learning rate of step <paramref name="step"/>, from 0.</summary>
    internal double Rate(int step, int steps) =>
        LearningRate * Math.Min(1, (step + 1.0) / WarmUp) * (1 - ((double)step / steps));
}
