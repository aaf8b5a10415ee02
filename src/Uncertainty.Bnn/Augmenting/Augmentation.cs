using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// A named change of inputs under which a good answer stays the same, or moves along in a known way. It is one function: each input
/// is changed alike, whatever batch it came in. <see cref="Augmentations"/> makes the usual ones for images.
/// </summary>
public sealed class Augmentation
{
    private readonly Func<Tensor, Tensor> _transform;
    private readonly Func<Tensor, Tensor>? _inverse;

    /// <summary>Makes an augmentation of one's own.</summary>
    /// <param name="name">What errors and lists call it; not empty.</param>
    /// <param name="transform">
    /// From [N, …] inputs to [N, …] changed ones, each input for itself; a new tensor or a view, the inputs left as they are.
    /// </param>
    /// <param name="inverse">
    /// From the [N, C, …] outputs for changed inputs to those for the inputs as they came, such as a map that is flipped back. Null
    /// where outputs do not move; outputs of more than two dimensions, such as maps, are then refused.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public Augmentation(string name, Func<Tensor, Tensor> transform, Func<Tensor, Tensor>? inverse = null)
        : this(name, transform, inverse, needsImages: false)
    {
    }

    internal Augmentation(string name, Func<Tensor, Tensor> transform, Func<Tensor, Tensor>? inverse, bool needsImages)
    {
        Name = Guard.NotNull(name).Length > 0 ? name : throw new ArgumentException("must not be empty.", nameof(name));
        _transform = Guard.NotNull(transform);
        _inverse = inverse;
        NeedsImages = needsImages;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Whether it can only be applied to [N, C, H, W].</summary>
    internal bool NeedsImages { get; }

    /// <summary>This augmentation and then another as one; outputs go back through both, the other one first.</summary>
    /// <param name="next">What follows.</param>
    public Augmentation Then(Augmentation next)
    {
        Guard.NotNull(next);
        Func<Tensor, Tensor>? inverse = _inverse is { } first && next._inverse is { } second ? outputs => first(second(outputs)) : null;
        return new Augmentation(
            $"{Name}, {next.Name}", inputs => next._transform(_transform(inputs)), inverse, NeedsImages || next.NeedsImages);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal Tensor Apply(Tensor inputs) => _transform(inputs);

    /// <summary>The outputs moved back.</summary>
    internal Tensor Undo(Tensor outputs)
    {
        if (_inverse is { } inverse)
        {
            return inverse(outputs);
        }

        return outputs.ndim <= 2
            ? outputs
            : throw new InvalidOperationException(
                $"The augmentation '{Name}' has no inverse, which outputs of shape [{string.Join(", ", outputs.shape)}] need: their "
                + "positions would not be those of the inputs.");
    }
}
