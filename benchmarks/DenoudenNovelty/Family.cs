namespace DenoudenNovelty;

/// <summary>What kind of autoencoder.</summary>
internal enum Family
{
    /// <summary>784-256-L-256-784, ReLU.</summary>
    Dense,

    /// <summary>The same as a variational autoencoder, Bernoulli likelihood of grey values.</summary>
    Variational,

    /// <summary>3×3 convolutions with 32 and 2 maps, max pooling, L, and back: the network of the author's notebook.</summary>
    Convolutional,
}
