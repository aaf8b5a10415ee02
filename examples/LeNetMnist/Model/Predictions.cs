using TorchSharp;
using Uncertainty.Evaluation;
using static TorchSharp.torch;

namespace LeNetMnist.Model;

/// <summary>What an evaluation says of a whole set, as plain arrays: [N, C] probabilities, row-major, and [N] uncertainties in nats.</summary>
internal sealed class Predictions
{
    private const int Slice = 500;

    private readonly List<double> _probabilities = [];
    private readonly List<double> _total = [];
    private readonly List<double> _aleatoric = [];
    private readonly List<double> _epistemic = [];
    private readonly List<double> _noise = [];

    private Predictions()
    {
    }

    /// <summary>Mean probabilities p̄.</summary>
    public double[] Probabilities => [.. _probabilities];

    /// <summary>H[p̄].</summary>
    public double[] Total => [.. _total];

    /// <summary>E H[p_s].</summary>
    public double[] Aleatoric => [.. _aleatoric];

    /// <summary>The mutual information H[p̄] - E H[p_s].</summary>
    public double[] Epistemic => [.. _epistemic];

    /// <summary>Entropy under the noise that the heteroscedastic head found.</summary>
    public double[] Noise => [.. _noise];

    public static Predictions Of(ClassificationEvaluation evaluation, ImageTensors data, Action<int> report)
    {
        Predictions all = new();
        foreach ((Tensor images, _) in data.Slices(Slice))
        {
            using ClassificationUncertainty result = evaluation.Evaluate(images);
            using Tensor noise = evaluation.EvaluateAleatoric(images);
            all._probabilities.AddRange(Plain(result.Prediction));
            all._total.AddRange(Plain(result.Total));
            all._aleatoric.AddRange(Plain(result.Aleatoric));
            all._epistemic.AddRange(Plain(result.Epistemic));
            all._noise.AddRange(Plain(noise));
            report((int)images.shape[0]);
        }

        return all;
    }

    /// <summary>Probabilities of a single pass without dropout, [N, C] row-major.</summary>
    public static double[] SinglePass(nn.Module<Tensor, Tensor> model, ImageTensors data)
    {
        using IDisposable noGradient = no_grad();
        model.eval();
        List<double> all = [];
        foreach ((Tensor images, _) in data.Slices(Slice))
        {
            using DisposeScope scope = NewDisposeScope();
            all.AddRange(Plain(model.call(images).softmax(1)));
        }

        return [.. all];
    }

    private static double[] Plain(Tensor tensor)
    {
        using DisposeScope scope = NewDisposeScope();
        return tensor.cpu().to_type(ScalarType.Float64).contiguous().data<double>().ToArray();
    }
}
