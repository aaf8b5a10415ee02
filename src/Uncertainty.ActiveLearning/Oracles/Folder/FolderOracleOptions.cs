using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>How a <see cref="FolderOracle"/> shows inputs and looks for answers.</summary>
public sealed record FolderOracleOptions
{
    private readonly TimeSpan _period = TimeSpan.FromSeconds(1);
    private readonly string _extension = "png";
    private readonly Action<Tensor, Stream> _write = PngImage.Write;

    /// <summary>
    /// Time between two looks at the files. A file counts where it was the same at two looks, so that an answer is taken after one period, or
    /// two. Default one second; greater than 0, a day at most.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan Period
    {
        get => _period;
        init => _period = OracleQueries.Period(value, nameof(Period));
    }

    /// <summary>Writes an input, […], into the file that shows it. Default <see cref="PngImage.Write"/>, for images in [0, 1].</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public Action<Tensor, Stream> Write
    {
        get => _write;
        init => _write = Guard.NotNull(value, nameof(Write));
    }

    /// <summary>Extension of those files, without a point before it. Default "png"; letters and digits.</summary>
    /// <exception cref="ArgumentException">The value is empty, or holds something else.</exception>
    public string Extension
    {
        get => _extension;
        init => _extension = Guard.NotNull(value, nameof(Extension)).Length > 0 && value.All(char.IsAsciiLetterOrDigit)
            ? value
            : throw new ArgumentException($"must be letters and digits, without a point; got '{value}'.", nameof(Extension));
    }

    /// <summary>
    /// Who is told, once, of what is written in a file and cannot be a label, with the file and the line; the oracle then waits until it is
    /// put right. Default null: it is an error.
    /// </summary>
    public IProgress<string>? Problems { get; init; }
}
