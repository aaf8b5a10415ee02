using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// ODIN: maximum softmax probability at a high temperature, after each input has been moved a small step that makes its predicted class more
/// probable, which helps inliers more than outliers. x' = x - ε sign(-∂ ln S / ∂x) with S = max softmax(f(x) / T); the score is
/// -max softmax(f(x') / T), in [-1, -1/C]. Nothing is fitted.
/// </summary>
/// <remarks>
/// Liang, Li and Srikant, "Enhancing The Reliability of Out-of-distribution Image Detection in Neural Networks", ICLR 2018, Eqs. (1) and (2), who have the
/// sign of the probability. A value whose gradient is 0 stays. Two forward passes and a backward one. Gradients of the parameters are neither used nor
/// changed. At T = 1000 scores lie close together, which is why they are computed in double precision. Not safe for several threads on one network.
/// </remarks>
public sealed class OdinDetector : ISavableDetector
{
    private const string Kind = "ODIN detector";
    private const int FileVersion = 1;
    private const string TemperatureKey = "temperature";
    private const string StepKey = "step";

    private readonly torch.nn.Module<Tensor, Tensor> _network;
    private readonly InputStep _step;

    /// <summary>Reads a classifier.</summary>
    /// <param name="network">From [N, …] inputs to [N, C] logits, differentiable; stays the caller's.</param>
    /// <param name="options">Null for the defaults.</param>
    public OdinDetector(torch.nn.Module<Tensor, Tensor> network, OdinOptions? options = null)
    {
        _network = Guard.NotNull(network);
        Options = options ?? new OdinOptions();
        _step = new InputStep(network, Options.Step, Options.InputScale);
    }

    /// <summary>Temperature, step and scale.</summary>
    public OdinOptions Options { get; }

    /// <inheritdoc/>
    public Tensor Score(Tensor inputs)
    {
        Guard.MinimumRank(inputs, 1, "[N, …]");
        Guard.Finite(inputs);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor moved = Options.Step > 0 ? _step.Move(inputs, logits => Objective(logits, inputs.shape[0])) : inputs;
        return LogitScores.MaxProbability(NetworkPass.Logits(_network, moved), Options.Temperature).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Save(string path)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        KeyValuePair<string, string>[] settings =
            [new(TemperatureKey, TensorFile.Exact(Options.Temperature)), new(StepKey, TensorFile.Exact(Options.Step))];
        TensorFile.Save(path, Kind, FileVersion, settings, [InputScale.ToPart(Options.InputScale)]);
    }

    /// <inheritdoc cref="MaxProbabilityDetector.Load"/>
    public static OdinDetector Load(string path, torch.nn.Module<Tensor, Tensor> network)
    {
        Guard.NotNull(network);
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        return file.Make(() => new OdinDetector(network, new OdinOptions
        {
            Temperature = file.Number(TemperatureKey),
            Step = file.Number(StepKey),
            InputScale = InputScale.Of(file),
        }));
    }

    /// <summary>[N] ln S, the logarithm of the largest probability.</summary>
    private Tensor Objective(Tensor outputs, long inputs)
    {
        Tensor logits = NetworkPass.Logits(outputs, inputs).to_type(torch.ScalarType.Float64);
        Tensor predicted = logits.detach().argmax(1, keepdim: true);
        return (logits / Options.Temperature).log_softmax(1).gather(1, predicted).squeeze(1);
    }
}
