using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>The posterior that a method makes of a trained network: fitted, loaded, or neither where there is nothing to fit.</summary>
internal sealed class PosteriorFit(
    torch.nn.Module<Tensor, Tensor> network, UncertaintyTask task, UncertaintyEvaluationOptions options, ModelFile file)
{
    /// <summary>Whether training data go into it.</summary>
    public bool NeedsTraining => options.Method is UncertaintyMethod.McBatchNorm or UncertaintyMethod.Laplace && !file.Loads;

    /// <summary>Makes it; where it is disposable, it is the caller's to dispose.</summary>
    public IPosteriorPredictive Make(IEnumerable<(Tensor Inputs, Tensor Targets)>? training, CancellationToken cancellationToken)
    {
        IPosteriorPredictive posterior = options.Method switch
        {
            UncertaintyMethod.McDropout => new McDropout(network, MethodOptions.McDropout(options)),
            UncertaintyMethod.SingleNetwork => new SingleNetwork(network, MethodOptions.SingleNetwork(options)),
            UncertaintyMethod.McBatchNorm => file.Get(
                path => McBatchNorm.Load(path, network),
                () => McBatchNorm.Fit(network, training!.Select(batch => batch.Inputs), MethodOptions.McBatchNorm(options), cancellationToken)),
            UncertaintyMethod.Laplace when task == UncertaintyTask.Classification => file.Get(
                path => ClassificationLaplace.Load(path, network),
                () => ClassificationLaplace.Fit(network, training!, MethodOptions.Laplace(options), cancellationToken: cancellationToken)),
            _ => file.Get(
                path => RegressionLaplace.Load(path, network),
                () => RegressionLaplace.Fit(network, training!, MethodOptions.Laplace(options), cancellationToken: cancellationToken)),
        };
        if (options.Draws is { } draws && draws != posterior.Draws)
        {
            int saved = posterior.Draws;
            (posterior as IDisposable)?.Dispose();
            throw OptionErrors.Wrong(
                $"Draws is {draws}, but what EpistemicModelPath holds was saved with {saved}: leave Draws out, or fit again.");
        }

        return posterior;
    }

    /// <summary>Saves it where it is to be saved.</summary>
    public void Save(IPosteriorPredictive posterior) => file.Save(path =>
    {
        if (posterior is McBatchNorm statistics)
        {
            statistics.Save(path);
        }
        else
        {
            ((LaplaceApproximation)posterior).Save(path);
        }
    });
}
