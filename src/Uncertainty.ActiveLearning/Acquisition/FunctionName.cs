namespace Uncertainty.ActiveLearning;

/// <summary>What an acquisition function is called.</summary>
internal static class FunctionName
{
    /// <summary>The name of the method; that of a lambda changes from build to build and is left out.</summary>
    public static string Of(AcquisitionFunction function)
    {
        string name = function.Method.Name;
        return name.Contains('<', StringComparison.Ordinal) ? "function" : name;
    }
}
