namespace Uncertainty.Evaluation;

/// <summary>Errors of options that do not fit one another, the network or the data.</summary>
internal static class OptionErrors
{
    /// <summary>An error that blames the options.</summary>
    public static ArgumentException Wrong(string what, string name = "options") => new(what, name);

    /// <summary>Throws unless a condition holds.</summary>
    public static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw Wrong(otherwise);
        }
    }
}
