using Uncertainty.Evaluation;

namespace MnistCalibration;

/// <summary>What a network, or several together, say of images whose classes are known.</summary>
/// <param name="Name">The network.</param>
/// <param name="Logits">[N, C], row-major.</param>
/// <param name="Labels">[N].</param>
/// <param name="Classes">C.</param>
internal sealed record Predictions(string Name, double[] Logits, long[] Labels, int Classes)
{
    /// <summary>[N, C] their softmax.</summary>
    internal double[] Probabilities { get; } = TemperatureScaling.FromTemperature(1, Classes).Apply(Logits);

    internal int Count => Labels.Length;

    /// <summary>Their mean probability, and its logarithm as the logits.</summary>
    internal static Predictions Mean(string name, IReadOnlyList<Predictions> members) => new(
        name,
        [.. members[0].Logits.Select((_, i) => Math.Log(members.Average(member => member.Probabilities[i])))],
        members[0].Labels,
        members[0].Classes);

    internal Predictions Take(IReadOnlyList<int> inputs) => new(
        Name, [.. inputs.SelectMany(i => Logits[(i * Classes)..((i + 1) * Classes)])], [.. inputs.Select(i => Labels[i])], Classes);
}
