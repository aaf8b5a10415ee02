using LeNetMnist.Model;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using static TorchSharp.torch;

namespace ScreenFolder;

/// <summary>A trained classifier from a file: TorchScript, of any architecture, or TorchSharp weights, of the one below.</summary>
internal static class SavedModel
{
    private static readonly string[] ScriptEndings = [".pt", ".pth", ".ts"];

    // An input that is foreign to a shallow layer may look like any other to a deep one, and the other way round.
    private static readonly string[] Layers = ["_features.pool1", "_features.pool2", "_classifier.fc1", "_classifier.fc2"];

    /// <summary>The features by which a network that can be looked into tells what is foreign.</summary>
    public static FeatureReader Features(nn.Module<Tensor, Tensor> network) => FeatureReader.OfLayers(network, Layers);

    /// <summary>Whether the file is TorchScript, whose layers cannot be looked into.</summary>
    public static bool IsScript(string path) => ScriptEndings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>The network, in evaluation mode. Weights alone need the class that they are of: put yours in the place of LeNet-5.</summary>
    public static nn.Module<Tensor, Tensor> Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no model '{path}'.", path);
        }

        if (IsScript(path))
        {
            return ScriptNetwork.FromFile(path);
        }

        LeNet5 network = new();
        network.load(path);
        network.eval();
        return network;
    }
}
