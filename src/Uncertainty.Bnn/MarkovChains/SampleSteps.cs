namespace Uncertainty.Bnn;

/// <summary>In which steps of a chain its weights are kept.</summary>
internal static class SampleSteps
{
    /// <summary>S steps, rising, spread evenly over those in which the chain samples after its burn-in.</summary>
    /// <exception cref="ArgumentException">These are fewer than S.</exception>
    public static IReadOnlyList<int> Of(MarkovChainOptions options)
    {
        IEnumerable<int> sampling =
            Enumerable.Range(1, options.Steps).Skip(options.BurnIn).Where(step => options.Schedule.IsSampling(step, options.Steps));
        int count = sampling.Count();
        if (count < options.Draws)
        {
            throw new ArgumentException(
                $"must leave a step for each of the {options.Draws} draws; of its {options.Steps} steps, with {options.BurnIn} of burn-in, the chain "
                + $"samples in {count}.",
                nameof(options));
        }

        // The i-th is kept where i · S / L reaches the next whole number: each (L / S)-th, and the last.
        return [.. sampling.Where((_, i) => (i + 1L) * options.Draws / count > (long)i * options.Draws / count)];
    }
}
