using LeNetMnist.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace MnistCalibration;

/// <summary>Plants noise in labels.</summary>
internal static class LabelNoise
{
    /// <summary>Share of the class's labels that are flipped.</summary>
    internal const double Share = 0.4;

    /// <summary>Entropy of what the labels of the class follow, in nats.</summary>
    internal static double Truth(int classes) => -((1 - Share) * Math.Log(1 - Share)) - (Share * Math.Log(Share / (classes - 1)));

    /// <summary>The images with the labels of one class flipped, each with the same probability, to any of the others alike.</summary>
    internal static ImageSet Plant(ImageSet images, int noisy, long seed)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new((ulong)seed);
        double[] uniforms = rand(images.Count, dtype: ScalarType.Float64, generator: generator).data<double>().ToArray();
        long[] steps = randint(1, images.Classes, images.Count, generator: generator).to_type(ScalarType.Int64).data<long>().ToArray();
        byte[] labels = [.. images.Labels.Select((label, i) =>
            label == noisy && uniforms[i] < Share ? (byte)((label + steps[i]) % images.Classes) : label)];
        return new ImageSet(images.Source, images.Height, images.Width, images.Classes, images.Pixels, labels);
    }
}
