using System.Globalization;
using System.Runtime.CompilerServices;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty;

/// <summary>Checks of arguments: every failure names the parameter, what was expected and what came.</summary>
internal static class Guard
{
    private const long PieceLength = 1 << 20;

    public static T NotNull<T>(T? value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : class => value ?? throw new ArgumentNullException(name);

    /// <summary>A list of at least one element.</summary>
    public static IReadOnlyList<T> NotEmpty<T>(IReadOnlyList<T>? list, [CallerArgumentExpression(nameof(list))] string name = "") =>
        NotNull(list, name).Count > 0 ? list! : throw new ArgumentException("must hold at least one element; got none.", name);

    public static int AtLeast(int value, int minimum, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= minimum
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"must be at least {minimum}.");

    /// <summary>Finite and in [minimum, maximum]; not-a-number counts as out of range.</summary>
    public static double InRange(
        double value, double minimum, double maximum, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= minimum && value <= maximum
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"must be in range [{Text(minimum)}, {Text(maximum)}].");

    /// <summary>Greater than 0 and less than 1.</summary>
    public static double Inside(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value > 0 && value < 1 ? value : throw new ArgumentOutOfRangeException(name, value, "must be greater than 0 and less than 1.");

    /// <summary>Finite and greater than zero.</summary>
    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "must be finite and greater than 0.");

    /// <summary>A value that the enumeration has a name for.</summary>
    public static T Named<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : struct, Enum => Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"must be one of {string.Join(", ", Enum.GetNames<T>())}.");

    /// <summary>A tensor of exactly this many dimensions, none of them empty; <paramref name="shape"/> is its shape in letters.</summary>
    public static Tensor Rank(Tensor? value, int rank, string shape, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        NotNull(value, name);
        return value!.ndim == rank && value.numel() > 0 ? value : throw new ArgumentException(Shape(shape, value), name);
    }

    /// <summary>A tensor of at least this many dimensions, none of them empty.</summary>
    public static Tensor MinimumRank(
        Tensor? value, int rank, string shape, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        NotNull(value, name);
        return value!.ndim >= rank && value.numel() > 0 ? value : throw new ArgumentException(Shape(shape, value), name);
    }

    /// <summary>A tensor without infinities and not-a-numbers; integers are finite by nature.</summary>
    public static Tensor Finite(Tensor value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        long bad = NotFinite(value);
        return bad == 0
            ? value
            : throw new ArgumentException($"must be finite; {bad} of {value.numel()} values are infinite or not a number.", name);
    }

    /// <summary>A tensor of a floating-point type.</summary>
    public static Tensor FloatingPoint(Tensor value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        torch.is_floating_point(value.dtype)
            ? value
            : throw new ArgumentException($"must be of a floating-point type; got {value.dtype}.", name);

    /// <summary>Rows along dimension <paramref name="dim"/> that are probabilities: in [0, 1], with sum 1 to the type's precision.</summary>
    public static Tensor Distribution(Tensor value, long dim, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor wide = value.detach().to_type(torch.ScalarType.Float64);
        double lowest = wide.min().item<double>();
        double worst = (wide.sum(dim) - 1).abs().max().item<double>();
        Distribution(lowest, worst, value.dtype, name);
        return value;
    }

    /// <summary>The same, where the lowest value and the largest distance of a sum from 1 are known.</summary>
    public static void Distribution(double lowest, double worst, torch.ScalarType type, string name)
    {
        double tolerance = type == torch.ScalarType.Float64 ? 1e-8 : 1e-3;
        if (!(lowest >= 0 && worst <= tolerance))
        {
            throw new ArgumentException(
                "must hold probabilities: each at least 0, summing to 1 over the classes; "
                + $"the lowest is {Text(lowest)} and a sum is off by {Text(worst)}.",
                name);
        }
    }

    /// <summary>What a network gave, free of infinities and not-a-numbers: no argument is to blame, so the error names the giver.</summary>
    public static Tensor FiniteOutputs(Tensor value, string giver = "network")
    {
        FiniteOutputs(NotFinite(value), value.numel(), giver);
        return value;
    }

    /// <summary>The same, where those that are not finite have been counted.</summary>
    public static void FiniteOutputs(long bad, long count, string giver = "network")
    {
        if (bad != 0)
        {
            throw new InvalidOperationException(
                $"The {giver} gave outputs that are not finite: {bad} of {count} values are infinite or not a number.");
        }
    }

    /// <summary>Whether there are no infinities and not-a-numbers.</summary>
    public static bool IsFinite(Tensor value) => NotFinite(value) == 0;

    /// <summary>Counts a piece at a time: the answers to a whole set of inputs would take as much memory again.</summary>
    private static long NotFinite(Tensor value)
    {
        if (!torch.is_floating_point(value.dtype) || value.numel() == 0)
        {
            return 0;
        }

        if (value.ndim == 0)
        {
            return NotFinitePiece(value);
        }

        long bad = 0;
        long rows = Math.Max(1, PieceLength * value.shape[0] / value.numel());
        for (long first = 0; first < value.shape[0]; first += rows)
        {
            using Tensor piece = value.narrow(0, first, Math.Min(rows, value.shape[0] - first));
            bad += NotFinitePiece(piece);
        }

        return bad;
    }

    private static long NotFinitePiece(Tensor piece)
    {
        using DisposeScope scope = torch.NewDisposeScope();

        // What is not finite makes the sum so, at a tenth of the price; so does a sum beyond the numbers, which is looked into.
        return torch.isfinite(piece.detach().sum()).item<bool>()
            ? 0
            : piece.numel() - torch.isfinite(piece.detach()).sum().item<long>();
    }

    private static string Shape(string expected, Tensor value) =>
        $"must have shape {expected}, with no dimension of length 0; got [{string.Join(", ", value.shape)}].";

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
