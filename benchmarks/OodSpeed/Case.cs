using LeNetMnist.Model;
using static TorchSharp.torch;

namespace OodSpeed;

/// <summary>Something done to images, and how long it took.</summary>
internal sealed class Case(string name, Func<Tensor, Tensor> compute)
{
    public string Name => name;

    /// <summary>Seconds of each round.</summary>
    public List<double> Seconds { get; } = [];

    /// <summary>Does it to all images.</summary>
    public void Run(ImageTensors data, int batch)
    {
        using IDisposable noGradient = no_grad();
        foreach ((Tensor images, _) in data.Slices(batch))
        {
            using Tensor values = compute(images);
        }
    }
}
