using System.Runtime.InteropServices;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>Scores and predictions of inputs: of all at once where that works, otherwise one by one, so that one bad input harms no other.</summary>
internal sealed class ScreenPass(torch.nn.Module<Tensor, Tensor> network, IOodDetector detector)
{
    private readonly IPassDetector? _shared = detector is IPassDetector pass && ReferenceEquals(pass.Network, network) ? pass : null;

    /// <summary>What came of one input.</summary>
    public readonly record struct Row(double Score, double[] Outputs, int? PredictedClass, Exception? Error);

    /// <summary>Single inputs without a batch dimension.</summary>
    public IReadOnlyList<Row> Run(IReadOnlyList<Tensor?> inputs)
    {
        if (inputs.Count > 1 && inputs.All(input => input is not null && SameKind(input, inputs[0]!)))
        {
            return Run(torch.stack(inputs.Select(input => input!)));
        }

        return [.. inputs.Select(input => input is null
            ? Failed(new ArgumentNullException(nameof(inputs), "The input is null."))
            : RunOne(() => input.unsqueeze(0)))];
    }

    /// <summary>[N, …] inputs.</summary>
    public IReadOnlyList<Row> Run(Tensor inputs)
    {
        if (inputs.shape[0] > 1 && Guard.IsFinite(inputs))
        {
            try
            {
                return Together(inputs);
            }
            catch (Exception error) when (IsOfTheInput(error))
            {
                // Which of them it was is found out below.
            }
        }

        return [.. Enumerable.Range(0, (int)inputs.shape[0]).Select(i => RunOne(() => inputs.narrow(0, i, 1)))];
    }

    /// <summary>What a bad input brings about; anything else, such as a detector that was disposed, is the caller's to know.</summary>
    private static bool IsOfTheInput(Exception error) =>
        error is ArgumentException or ExternalException || (error is InvalidOperationException and not ObjectDisposedException);

    private static Row Failed(Exception error) => new(double.NaN, [], null, error);

    private static bool SameKind(Tensor one, Tensor other) =>
        one.dtype == other.dtype && one.device_type == other.device_type && one.shape.AsSpan().SequenceEqual(other.shape);

    private Row RunOne(Func<Tensor> input)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        try
        {
            return Together(input())[0];
        }
        catch (Exception error) when (IsOfTheInput(error))
        {
            return Failed(error);
        }
    }

    private Row[] Together(Tensor inputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (Tensor scores, Tensor outputs) = _shared?.ScoreWithOutputs(inputs) ?? (detector.Score(inputs), NetworkPass.Outputs(network, inputs));
        double[] numbers = DetectorScores.Numbers(scores, inputs.shape[0], "The detector");
        Guard.FiniteOutputs(outputs);
        if (outputs.ndim < 1 || outputs.shape[0] != inputs.shape[0])
        {
            throw new InvalidOperationException(
                $"The network must give [N, …] outputs with N = {inputs.shape[0]}; got [{string.Join(", ", outputs.shape)}].");
        }

        double[] all = PlainNumbers.Of(outputs);
        int width = all.Length / numbers.Length;
        bool classes = outputs.ndim == 2 && width > 1;
        Row[] rows = new Row[numbers.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            double[] row = all[(i * width)..((i + 1) * width)];
            rows[i] = new Row(numbers[i], row, classes ? Array.IndexOf(row, row.Max()) : null, null);
        }

        return rows;
    }
}
