using System.Globalization;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>Classes, with names or without.</summary>
internal sealed class ClassLabels(int count, IReadOnlyList<string>? names) : LabelSpace
{
    public override string Description => names is null ? $"{count} classes" : $"{count} classes: {string.Join(", ", names)}";

    public static ClassLabels Named(IReadOnlyList<string> names)
    {
        Guard.NotNull(names);
        if (names.Count < 2)
        {
            throw new ArgumentException($"must name at least 2 classes; got {names.Count}.", nameof(names));
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < names.Count; i++)
        {
            string name = names[i];
            if (string.IsNullOrWhiteSpace(name) || name.Trim() != name || IsNumber(name) || !seen.Add(name))
            {
                throw new ArgumentException(
                    $"must be different names that are no numbers, without blanks around them; class {i} is '{name}'.", nameof(names));
            }
        }

        return new ClassLabels(names.Count, [.. names]);
    }

    public override string? Problem(Label label) =>
        label.Values is [double value] && value >= 0 && value < count && value == Math.Floor(value)
            ? null
            : $"must be a class in range [0, {count - 1}]; got {label}.";

    public override string Format(Label label) => names is null ? $"{label.Class}" : names[(int)label.Class];

    public override bool TryParse(string text, out Label label)
    {
        string word = Guard.NotNull(text).Trim();
        int named = names is null ? -1 : names.ToList().IndexOf(word);
        label = named;
        if (named >= 0)
        {
            return true;
        }

        if (!long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) || number < 0 || number >= count)
        {
            return false;
        }

        label = number;
        return true;
    }

    private protected override Tensor Stack(IReadOnlyList<Label> labels) => torch.tensor(labels.Select(label => label.Class).ToArray());

    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double _);
}
