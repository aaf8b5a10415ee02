namespace DenoudenNovelty;

/// <summary>What one autoencoder of one digit came to.</summary>
/// <param name="Digit">The inliers.</param>
/// <param name="Recipe">How it was made.</param>
/// <param name="Trained">By the error that it was trained by, cross entropy or −ln p(x given z).</param>
/// <param name="Squared">By squared errors.</param>
/// <param name="Distance">By the latent distance alone.</param>
/// <param name="Seconds">Processor time of training.</param>
/// <param name="Restarts">How often training began anew, the autoencoder before being no better than the mean image.</param>
/// <param name="Ridge">Of the covariance of the encodings; 0 but where it is singular.</param>
internal sealed record ResultRow(int Digit, Recipe Recipe, ErrorScores Trained, ErrorScores Squared, Quality Distance, double Seconds, int Restarts, double Ridge);
