using Uncertainty.Testing;

namespace Uncertainty.Evaluation.Tests;

/// <summary>Which member answers which recorded function.</summary>
internal static partial class ReferenceFunctions
{
    public static IReadOnlyDictionary<string, Func<ReferenceCase, object>> Dispatch { get; } =
        new[] { Ranking, Selective, Calibration, Recalibration, Regression, Decomposition, Acquisition, Losses, Outputs, Conformal }
            .SelectMany(topic => topic)
            .ToDictionary();

    private static Dictionary<string, object> Members(params (string Name, object Value)[] members) =>
        members.ToDictionary(member => member.Name, member => member.Value);
}
