using System.Globalization;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>What a head was fitted on, and what it refuses to be run on: another layer, or other numbers of features or outputs.</summary>
/// <param name="Layer">Path of the layer that is given the features.</param>
/// <param name="Weight">Shape of that layer's weight.</param>
/// <param name="Features">Number of features F.</param>
/// <param name="Outputs">Number of the network's outputs, C or D.</param>
internal sealed record HeadShape(string Layer, string Weight, int Features, int Outputs)
{
    private const string LayerKey = "layer";
    private const string WeightKey = "layer_weight";
    private const string FeaturesKey = "features";
    private const string OutputsKey = "outputs";

    public IEnumerable<KeyValuePair<string, string>> Settings =>
    [
        new(LayerKey, Layer),
        new(WeightKey, Weight),
        new(FeaturesKey, Features.ToString(CultureInfo.InvariantCulture)),
        new(OutputsKey, Outputs.ToString(CultureInfo.InvariantCulture)),
    ];

    public static HeadShape Of(FeatureLayer layer, Tensor features, Tensor outputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return new HeadShape(layer.Name, Text(layer.Weight), (int)features.shape[1], (int)outputs.shape[1]);
    }

    /// <summary>What a file says, and the network's layer of that name.</summary>
    /// <exception cref="InvalidDataException">The network has no such layer, or one of another shape.</exception>
    public static (HeadShape Shape, FeatureLayer Layer) Load(TensorFile file, FeatureTap tap)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        HeadShape shape = new(file.Text(LayerKey), file.Text(WeightKey), file.Count(FeaturesKey), file.Count(OutputsKey));
        FeatureLayer layer = tap.Find(shape.Layer)
            ?? throw file.Wrong($"the head reads the inputs of a layer '{shape.Layer}', and the network has no Linear layer or convolution of that name.");
        string weight = Text(layer.Weight);
        return weight == shape.Weight
            ? (shape, layer)
            : throw file.Wrong($"the head was fitted on a layer '{shape.Layer}' with weight [{shape.Weight}]; that of the network is [{weight}].");
    }

    /// <summary>Refuses a pass of another shape.</summary>
    /// <exception cref="InvalidOperationException">It is another.</exception>
    public void Check(FeatureLayer layer, Tensor features, Tensor outputs)
    {
        if (layer.Name != Layer || features.shape[1] != Features || outputs.shape[1] != Outputs)
        {
            throw new InvalidOperationException(
                $"The aleatoric head was fitted on {Features} features before the layer '{Layer}' and {Outputs} outputs; this pass of the network has "
                + $"{features.shape[1]} features before '{layer.Name}' and {outputs.shape[1]} outputs.");
        }
    }

    private static string Text(Tensor weight) => string.Join(", ", weight.shape);
}
