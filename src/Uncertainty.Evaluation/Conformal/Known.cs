using System.Runtime.CompilerServices;

namespace Uncertainty.Evaluation;

/// <summary>Checks of named values.</summary>
internal static class Known
{
    public static T Value<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : struct, Enum => Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"must be one of {string.Join(", ", Enum.GetNames<T>())}.");
}
