namespace UciRegression;

/// <summary>What is to be run.</summary>
/// <param name="Full">Whether the whole protocols are run, rather than a sketch of them.</param>
/// <param name="Only">The experiment to run; empty for both.</param>
internal sealed record UciOptions(bool Full, string Only)
{
    internal bool Includes(string experiment) => Only.Length == 0 || Only == experiment;
}
