namespace MnistCalibration;

/// <summary>How well a measure of noise finds the class whose labels are noisy, on clean test images.</summary>
/// <param name="Network">What the network was trained on.</param>
/// <param name="Method">The measure.</param>
/// <param name="Class">The class with noisy labels.</param>
/// <param name="Auroc">For telling this class from the others.</param>
/// <param name="Means">[C] mean of the measure over the images of each class.</param>
/// <param name="Seconds">Processor time of the head's training; 0 where there is none.</param>
internal sealed record NoiseRow(string Network, string Method, int Class, double Auroc, double[] Means, double Seconds)
{
    internal static string Key(string network, string method, int noisy) => $"{network}|{method}|{noisy}";

    internal string OwnKey => Key(Network, Method, Class);
}
