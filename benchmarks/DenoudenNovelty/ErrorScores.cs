namespace DenoudenNovelty;

/// <summary>Detection by one kind of reconstruction error.</summary>
/// <param name="Alone">By the error alone.</param>
/// <param name="WithDistance">By the error and the latent Mahalanobis distance.</param>
internal sealed record ErrorScores(Quality Alone, Quality WithDistance)
{
    internal bool Improved => WithDistance.Auroc > Alone.Auroc;
}
