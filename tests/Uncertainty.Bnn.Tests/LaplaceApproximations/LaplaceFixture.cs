using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.LaplaceApproximations;

/// <summary>Training data, and a file to write to.</summary>
internal abstract class LaplaceFixture
{
    private protected string File { get; private set; } = null!;

    private protected Tensor Inputs { get; private set; } = null!;

    private protected Tensor Labels { get; private set; } = null!;

    [SetUp]
    public void Open()
    {
        File = Path.GetTempFileName();
        Inputs = Networks.Inputs(3, LaplaceData.Count, Networks.Features);
        Labels = LaplaceData.Labels();
        manual_seed(5);
    }

    [TearDown]
    public void Close()
    {
        System.IO.File.Delete(File);
        Inputs.Dispose();
        Labels.Dispose();
    }

    private protected ClassificationLaplace Fit(nn.Module<Tensor, Tensor> network, LaplaceOptions options) =>
        ClassificationLaplace.Fit(network, LaplaceData.Batches(Inputs, Labels), options);

    private protected double[] Draw(IPosteriorPredictive posterior)
    {
        using PredictiveSamples samples = posterior.Sample(Inputs);
        return Values.Of(samples.Values);
    }
}
