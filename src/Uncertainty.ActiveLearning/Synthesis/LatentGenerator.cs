using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>What makes inputs of latents z, which are standard normal where it was trained: the decoder of an autoencoder, or any other generator.</summary>
public sealed class LatentGenerator
{
    private readonly Func<Tensor, Tensor> _decode;
    private readonly torch.ScalarType _type;
    private readonly torch.Device _device;

    /// <summary>Wraps a generator.</summary>
    /// <param name="latents">Number L of latents; at least 1.</param>
    /// <param name="decode">
    /// From [N, L] latents to [N, …] inputs of the model that is to learn from them: a new tensor, with gradient to the latents, in which each row
    /// depends on its own latents alone. Networks in it run in the mode that the caller put them in.
    /// </param>
    /// <param name="type">Type of the latents that it takes. Default single.</param>
    /// <param name="device">Where it takes them; null for the CPU.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="latents"/> is below 1.</exception>
    public LatentGenerator(
        int latents, Func<Tensor, Tensor> decode, torch.ScalarType type = torch.ScalarType.Float32, torch.Device? device = null)
    {
        Latents = Guard.AtLeast(latents, 1);
        _decode = Guard.NotNull(decode);
        _type = type;
        _device = device ?? torch.CPU;
    }

    /// <summary>Number L of latents.</summary>
    public int Latents { get; }

    /// <summary>The decoder of a variational autoencoder: the mean of p(x | z). Its modules and weights stay as they are.</summary>
    /// <param name="model">The trained autoencoder; belongs to the caller.</param>
    /// <param name="shape">Shape of one input of the model that is to learn, such as 1, 28, 28; none for the decoder's own.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length of <paramref name="shape"/> is below 1.</exception>
    public static LatentGenerator Of(VariationalAutoencoder model, params long[] shape)
    {
        Guard.NotNull(model);
        return Of(model, latents => model.Decode(latents), shape);
    }

    /// <summary>The decoder of a conditional autoencoder, for inputs of one class. For other conditions give the constructor a function.</summary>
    /// <param name="model">The trained autoencoder; belongs to the caller.</param>
    /// <param name="label">The class, from 0 to C - 1.</param>
    /// <param name="shape">Shape of one input of the model that is to learn, such as 1, 28, 28; none for the decoder's own.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class, or a length of <paramref name="shape"/> is below 1.</exception>
    public static LatentGenerator Of(ConditionalVariationalAutoencoder model, int label, params long[] shape)
    {
        Guard.NotNull(model);
        if (label < 0 || label >= model.Conditions)
        {
            throw new ArgumentOutOfRangeException(nameof(label), label, $"must be in range [0, {model.Conditions - 1}].");
        }

        return Of(model, Decode, shape);

        Tensor Decode(Tensor latents)
        {
            using Tensor labels = torch.full(latents.shape[0], label, dtype: torch.ScalarType.Int64, device: latents.device);
            return model.Decode(latents, labels);
        }
    }

    /// <summary>[N, …] inputs of latents, with gradient where torch's grad mode asks for it. A new tensor, the caller's.</summary>
    /// <param name="latents">[N, L] finite latents of any floating-point type, on any device.</param>
    /// <exception cref="ArgumentException"><paramref name="latents"/> are not finite, or of another shape.</exception>
    /// <exception cref="InvalidOperationException">The generator gives no [N, …], or none that are finite.</exception>
    public Tensor Decode(Tensor latents)
    {
        Guard.Rank(latents, 2, "[N, L]");
        Guard.FloatingPoint(latents);
        Guard.Finite(latents);
        if (latents.shape[1] != Latents)
        {
            throw new ArgumentException($"must have shape [N, {Latents}]; got [{string.Join(", ", latents.shape)}].", nameof(latents));
        }

        using DisposeScope scope = torch.NewDisposeScope();
        Tensor inputs = _decode(latents.to(_device).to_type(_type).clone());
        if (inputs.ndim < 2 || inputs.shape[0] != latents.shape[0])
        {
            throw new InvalidOperationException(
                $"The generator must give [{latents.shape[0]}, …] inputs; got [{string.Join(", ", inputs.shape)}].");
        }

        return Guard.FiniteOutputs(inputs, "generator").MoveToOuterDisposeScope();
    }

    private static LatentGenerator Of(LatentVariableModel model, Func<Tensor, Tensor> decode, long[] shape)
    {
        foreach (long length in Guard.NotNull(shape))
        {
            if (length < 1)
            {
                throw new ArgumentOutOfRangeException(nameof(shape), length, "must hold lengths of at least 1.");
            }
        }

        using DisposeScope scope = torch.NewDisposeScope();
        Tensor weight = model.parameters().First();
        return new LatentGenerator(model.Latents, latents => Shaped(decode(latents), shape), weight.dtype, weight.device);
    }

    private static Tensor Shaped(Tensor inputs, long[] shape)
    {
        if (shape.Length == 0)
        {
            return inputs;
        }

        long[] whole = [inputs.shape[0], .. shape];
        return inputs.numel() == whole.Aggregate(1L, (product, length) => product * length)
            ? inputs.reshape(whole)
            : throw new InvalidOperationException(
                $"The decoder gives [{string.Join(", ", inputs.shape)}], which cannot be inputs of shape [{string.Join(", ", shape)}].");
    }
}
