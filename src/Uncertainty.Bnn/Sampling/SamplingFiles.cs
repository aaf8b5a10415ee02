using System.Globalization;

namespace Uncertainty.Bnn;

/// <summary>What saved samplers keep of their options, under these keys.</summary>
internal static class SamplingFiles
{
    public const string Draws = "draws";
    public const string Seed = "seed";
    public const string BatchSize = "batch_size";
    public const string MemoryLimit = "memory_limit";
    private const string Whole = "whole_passes";

    /// <summary>What a file says of the options.</summary>
    /// <param name="options">The options.</param>
    /// <param name="draws">Number of draws S.</param>
    /// <param name="seed">Seed of the draws; null where nothing is random.</param>
    public static IEnumerable<KeyValuePair<string, string>> Settings(SamplingOptions options, int draws, long? seed) =>
    [
        new(Draws, draws.ToString(CultureInfo.InvariantCulture)),
        .. seed is { } number ? new KeyValuePair<string, string>[] { new(Seed, number.ToString(CultureInfo.InvariantCulture)) } : [],
        new(BatchSize, options.BatchSize.ToString(CultureInfo.InvariantCulture)),
        new(MemoryLimit, options.MemoryLimit.ToString(CultureInfo.InvariantCulture)),
        new(Whole, options.WholePasses.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>The options, with what all samplers have in common as a file has it.</summary>
    public static T Common<T>(TensorFile file, T options)
        where T : SamplingOptions => options with
        {
            BatchSize = file.Count(BatchSize),
            MemoryLimit = file.Integer(MemoryLimit),
            WholePasses = WholePasses(file),
        };

    public static bool WholePasses(TensorFile file) => file.Flag(Whole);
}
