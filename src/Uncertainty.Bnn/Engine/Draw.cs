namespace Uncertainty.Bnn;

/// <summary>One network of the posterior while a chunk of inputs goes through it.</summary>
internal sealed class Draw(int number, long seed)
{
    /// <summary>The draw's number s.</summary>
    public int Number { get; } = number;

    /// <summary>Its dropout masks.</summary>
    public DropoutMasks Masks { get; } = new(seed, number);
}
