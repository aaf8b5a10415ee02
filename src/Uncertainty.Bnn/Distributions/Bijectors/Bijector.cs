using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn.Distributions;

/// <summary>
/// A smooth function from an interval onto an interval that always rises or always falls, element by element, with its inverse and the
/// logarithm of its slope. Bijectors hold no tensors; two with the same numbers are equal.
/// </summary>
public abstract record Bijector
{
    private protected Bijector()
    {
    }

    /// <summary>The numbers x that it takes, without the ends.</summary>
    public abstract Interval Domain { get; }

    /// <summary>The numbers y that it gives, without the ends.</summary>
    public virtual Interval Range => Image(Domain);

    /// <summary>Whether y rises with x.</summary>
    public virtual bool IsIncreasing => true;

    /// <summary>y = f(x).</summary>
    /// <param name="input">x, of any shape and a floating-point type, within <see cref="Domain"/>.</param>
    /// <returns>New tensor of the same shape.</returns>
    /// <exception cref="ArgumentException">A number is outside the domain.</exception>
    public Tensor Forward(Tensor input) => Scoped(input, Domain, ForwardCore, nameof(input));

    /// <summary>x = f⁻¹(y).</summary>
    /// <param name="output">y, of any shape and a floating-point type, within <see cref="Range"/>.</param>
    /// <returns>New tensor of the same shape.</returns>
    /// <exception cref="ArgumentException">A number is outside the range.</exception>
    public Tensor Inverse(Tensor output) => Scoped(output, Range, InverseCore, nameof(output));

    /// <summary>ln |dy/dx| at x, for each element.</summary>
    /// <inheritdoc cref="Forward"/>
    public Tensor ForwardLogDeterminant(Tensor input) => Scoped(input, Domain, LogDeterminantCore, nameof(input));

    /// <summary>ln |dx/dy| at y, for each element.</summary>
    /// <inheritdoc cref="Inverse"/>
    public Tensor InverseLogDeterminant(Tensor output) => Scoped(output, Range, y => -LogDeterminantCore(InverseCore(y)), nameof(output));

    internal abstract Tensor ForwardCore(Tensor x);

    internal abstract Tensor InverseCore(Tensor y);

    internal abstract Tensor LogDeterminantCore(Tensor x);

    /// <summary>Where an interval of the domain goes.</summary>
    internal Interval Image(Interval interval)
    {
        using IDisposable noGradient = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        double[] ends = ForwardCore(torch.tensor(new[] { interval.Lower, interval.Upper })).data<double>().ToArray();
        return IsIncreasing ? new Interval(ends[0], ends[1]) : new Interval(ends[1], ends[0]);
    }

    private Tensor Scoped(Tensor value, Interval allowed, Func<Tensor, Tensor> compute, string name)
    {
        Guard.FloatingPoint(Guard.NotNull(value, name), name);
        Guard.Finite(value, name);
        using DisposeScope scope = torch.NewDisposeScope();
        return allowed.Contains(value.detach()).all().item<bool>()
            ? compute(value).MoveToOuterDisposeScope()
            : throw new ArgumentException(
                $"must lie in {allowed} for {GetType().Name}; got numbers from {Parameter.Extremes(value).Lowest:G6} "
                + $"to {Parameter.Extremes(value).Highest:G6}.",
                name);
    }
}
