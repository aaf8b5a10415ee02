using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>Whom a <see cref="SqliteOracle"/> asks, and how it looks for answers.</summary>
public sealed record SqliteOracleOptions
{
    private readonly TimeSpan _period = TimeSpan.FromSeconds(1);
    private readonly string? _annotator;

    /// <summary>Whose answers count. Default null: anybody's, the first that comes.</summary>
    /// <exception cref="ArgumentException">The value is empty or has blanks around it.</exception>
    public string? Annotator
    {
        get => _annotator;
        init => _annotator = value is null ? null : LabelStore.CheckAnnotator(value, nameof(Annotator));
    }

    /// <summary>Time between two looks. Default one second; greater than 0, a day at most.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan Period
    {
        get => _period;
        init => _period = OracleQueries.Period(value, nameof(Period));
    }

    /// <summary>
    /// What of an input, […], lies in the store beside the question, for annotators' programs that have no pool, such as
    /// <see cref="PngImage.Encode"/>. Default null: nothing.
    /// </summary>
    public Func<Tensor, byte[]>? Content { get; init; }
}
