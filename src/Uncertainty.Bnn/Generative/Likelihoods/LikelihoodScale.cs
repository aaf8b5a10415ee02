namespace Uncertainty.Bnn;

/// <summary>Where a likelihood's scale comes from.</summary>
public enum LikelihoodScale
{
    /// <summary>One number for all values, a parameter that is trained with the networks.</summary>
    Learnt,

    /// <summary>One number for all values, which stays what it is.</summary>
    Fixed,

    /// <summary>
    /// A number for each value of each input: the decoder gives twice as many outputs, along dimension 1 first all locations, then all
    /// logarithms of the scale (of its square for <see cref="GaussianLikelihood"/>).
    /// </summary>
    Decoded,
}
