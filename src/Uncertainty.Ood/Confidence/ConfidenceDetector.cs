using System.Globalization;
using TorchSharp;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// Learnt confidence: 1 - c in [0, 1], for a network that was trained to give a confidence c beside its logits, by
/// <see cref="ConfidenceTraining"/>. Nothing more is fitted.
/// </summary>
/// <remarks>
/// DeVries and Taylor, "Learning Confidence for Out-of-Distribution Detection in Neural Networks", arXiv 1802.04865, 2018, section 2, who have the sign of c.
/// With a step, inputs move to x - ε sign(-∂ ln c / ∂x) first, Eq. (7), which takes a second forward pass and a backward one; gradients of the parameters
/// are neither used nor changed. 1 - c is computed as sigmoid(-h), h the raw output: the confidences of a sure network stay apart. Not safe for several
/// threads on one network.
/// </remarks>
public sealed class ConfidenceDetector : ISavableDetector
{
    private const string Kind = "confidence detector";
    private const int FileVersion = 1;
    private const string ClassesKey = "classes";
    private const string WeightKey = "weight";
    private const string StepKey = "step";

    private readonly torch.nn.Module<Tensor, Tensor> _network;
    private readonly InputStep _step;

    /// <summary>Reads a network.</summary>
    /// <param name="network">From [N, …] inputs to [N, C + 1] raw outputs; differentiable where inputs are to move. Stays the caller's.</param>
    /// <param name="output">How the raw outputs are read.</param>
    /// <param name="options">Null for the defaults.</param>
    public ConfidenceDetector(torch.nn.Module<Tensor, Tensor> network, ConfidenceOutput output, ConfidenceDetectorOptions? options = null)
    {
        _network = Guard.NotNull(network);
        Output = Guard.NotNull(output);
        Options = options ?? new ConfidenceDetectorOptions();
        _step = new InputStep(network, Options.Step, Options.InputScale);
    }

    /// <summary>How the raw outputs are read.</summary>
    public ConfidenceOutput Output { get; }

    /// <summary>Step and scale.</summary>
    public ConfidenceDetectorOptions Options { get; }

    /// <inheritdoc/>
    public Tensor Score(Tensor inputs)
    {
        Guard.MinimumRank(inputs, 1, "[N, …]");
        Guard.Finite(inputs);
        using DisposeScope scope = torch.NewDisposeScope();

        // As -ln c falls where the raw output h rises, the sign of h's gradient is all that is needed, and does not vanish where c is 1.
        Tensor moved = Options.Step > 0 ? _step.Move(inputs, raw => Check(raw, inputs.shape[0]).select(1, Output.Classes)) : inputs;
        Tensor raw = Check(NetworkPass.Outputs(_network, moved), inputs.shape[0]).detach().to_type(torch.ScalarType.Float64);
        return Output.Confidence(raw.neg()).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Save(string path)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        KeyValuePair<string, string>[] settings =
        [
            new(ClassesKey, Output.Classes.ToString(CultureInfo.InvariantCulture)),
            new(WeightKey, TensorFile.Exact(Output.Weight)),
            new(StepKey, TensorFile.Exact(Options.Step)),
        ];
        TensorFile.Save(path, Kind, FileVersion, settings, [InputScale.ToPart(Options.InputScale)]);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">From [N, …] inputs to [N, C + 1] raw outputs.</param>
    /// <exception cref="InvalidDataException">The file is damaged, holds something else or is of a newer version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ConfidenceDetector Load(string path, torch.nn.Module<Tensor, Tensor> network)
    {
        Guard.NotNull(network);
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        return file.Make(() => new ConfidenceDetector(
            network,
            new ConfidenceOutput(file.Count(ClassesKey), file.Number(WeightKey)),
            new ConfidenceDetectorOptions { Step = file.Number(StepKey), InputScale = InputScale.Of(file) }));
    }

    private Tensor Check(Tensor raw, long inputs) => raw.ndim == 2 && raw.shape[0] == inputs && raw.shape[1] == Output.Columns
        ? Guard.FiniteOutputs(raw)
        : throw new InvalidOperationException(
            $"The network must give [{inputs}, {Output.Columns}] raw outputs, {Output.Classes} logits and one for the confidence; "
            + $"got [{string.Join(", ", raw.shape)}].");
}
