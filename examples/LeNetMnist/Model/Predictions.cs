using TorchSharp;
using Uncertainty.Evaluation;
using static TorchSharp.torch;

namespace LeNetMnist.Model;

/// <summary>What an evaluation says of a whole set, as plain arrays: [N, C] probabilities, row-major, and [N] uncertainties in nats.</summary>
internal sealed class Predictions
{
    private const int Slice = 500;

    /// <summary>Mean probabilities p̄.</summary>
    public required double[] Probabilities { get; init; }

    /// <summary>H[p̄].</summary>
    public required double[] Total { get; init; }

    /// <summary>E H[p_s].</summary>
    public required double[] Aleatoric { get; init; }

    /// <summary>The mutual information H[p̄] - E H[p_s].</summary>
    public required double[] Epistemic { get; init; }

    /// <summary>Entropy under the noise that the heteroscedastic head found.</summary>
    public required double[] Noise { get; init; }

    public static Predictions Of(ClassificationEvaluation evaluation, ImageTensors data, Action<int> report)
    {
        List<double> probabilities = [];
        List<double> total = [];
        List<double> aleatoric = [];
        List<double> epistemic = [];
        List<double> noise = [];
        foreach ((Tensor images, _) in data.Slices(Slice))
        {
            using ClassificationUncertainty result = evaluation.Evaluate(images);
            probabilities.AddRange(Plain(result.Prediction));
            total.AddRange(Plain(result.Total));
            aleatoric.AddRange(Plain(result.Aleatoric));
            epistemic.AddRange(Plain(result.Epistemic));
            noise.AddRange(Plain(result.LearnedAleatoric!));
            report((int)images.shape[0]);
        }

        return new Predictions
        {
            Probabilities = [.. probabilities],
            Total = [.. total],
            Aleatoric = [.. aleatoric],
            Epistemic = [.. epistemic],
            Noise = [.. noise],
        };
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
