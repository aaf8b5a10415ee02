namespace SamplingSpeed;

/// <summary>One column of times.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Seconds">Measures it once, for S draws.</param>
internal sealed record Way(string Name, Func<Subject, int, double> Seconds)
{
    internal const string OnePassName = "one pass";
    internal const string NaiveName = "naive";
    internal const string ReplicatedName = "replicated";
    internal const string EngineName = "engine";
    internal const string PythonName = "Python naive";
}
