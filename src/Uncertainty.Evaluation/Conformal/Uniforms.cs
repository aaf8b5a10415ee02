using Uncertainty.Bnn;

namespace Uncertainty.Evaluation;

/// <summary>The u of each input: given, or a function of seed and number.</summary>
internal readonly ref struct Uniforms
{
    private readonly ReadOnlySpan<double> _given;
    private readonly long _seed;
    private readonly int _first;
    private readonly bool _none;

    private Uniforms(ReadOnlySpan<double> given, long seed, int first, bool none)
    {
        _given = given;
        _seed = seed;
        _first = first;
        _none = none;
    }

    /// <summary>Of calibration inputs.</summary>
    public static Uniforms Calibration(ConformalClassifierOptions options) =>
        new([], Seeds.Derive(options.Seed, 0), 0, !options.NeedsUniforms);

    /// <summary>Of inputs to predict, the first of which has a number.</summary>
    public static Uniforms Prediction(ConformalClassifierOptions options, int firstInput) =>
        new([], Seeds.Derive(options.Seed, 1), Guard.AtLeast(firstInput, 0), !options.NeedsUniforms);

    public static Uniforms Given(ConformalClassifierOptions options, ReadOnlySpan<double> uniforms, int inputs)
    {
        SpanGuard.Length(uniforms.Length, inputs, "one for each input", nameof(uniforms));
        SpanGuard.Unit(uniforms);
        return options.NeedsUniforms
            ? new Uniforms(uniforms, 0, 0, none: false)
            : throw new ArgumentException(
                "must be randomised, with a score of adaptive sets, where uniforms are given; they are not.", nameof(options));
    }

    public double this[int input] => _none
        ? 0
        : _given.IsEmpty
            ? (unchecked((ulong)Seeds.Derive(_seed, checked(_first + input))) >> 11) * (1.0 / (1UL << 53))
            : _given[input];
}
