namespace MnistCalibration;

/// <summary>
/// What the coverage of m new images follows, for n calibration images and scores that are never equal: k = ⌈(n + 1)(1 - α)⌉ gives
/// Beta(k, n + 1 - k) for infinitely many new images (Vovk 2012), and the beta-binomial distribution with these parameters for m of them.
/// For random halves of one set of images the latter is exact, whatever the images.
/// </summary>
internal readonly record struct CoverageTheory(double Mean, double BetaDeviation, double Deviation)
{
    internal static CoverageTheory Of(double alpha, int calibration, int measured)
    {
        double rank = (double)(calibration + 1 - Math.Floor((decimal)alpha * (calibration + 1m)));
        double mean = rank / (calibration + 1);
        double variance = mean * (1 - mean) / (calibration + 2);
        return new CoverageTheory(mean, Math.Sqrt(variance), Math.Sqrt(variance * (calibration + 1 + measured) / measured));
    }
}
