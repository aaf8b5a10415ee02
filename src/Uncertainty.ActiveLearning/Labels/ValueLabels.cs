using System.Globalization;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>Targets of a regression.</summary>
internal sealed class ValueLabels(int targets) : LabelSpace
{
    public override string Description => targets == 1 ? "1 value" : $"{targets} values";

    public override string? Problem(Label label) =>
        label.Values.Length == targets && label.Values.All(double.IsFinite)
            ? null
            : $"must be {Description}, finite; got {label}.";

    public override string Format(Label label) => label.ToString();

    public override bool TryParse(string text, out Label label)
    {
        label = default;
        string[] parts = Guard.NotNull(text).Split(';');
        double[] values = new double[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i].Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]) || !double.IsFinite(values[i]))
            {
                return false;
            }
        }

        label = Label.OfValues(values);
        return parts.Length == targets;
    }

    private protected override Tensor Stack(IReadOnlyList<Label> labels) =>
        torch.tensor(labels.SelectMany(label => label.Values).Select(value => (float)value).ToArray()).reshape(labels.Count, targets);
}
