using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Bnn.Distributions;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// Where a detector finds the encoding of an input and the error of its reconstruction: one deterministic pass in evaluation mode, without
/// gradients. The encoding of a variational autoencoder is the mean of q(z | x). The networks belong to the caller and stay as they are.
/// </summary>
/// <remarks>Not safe for several threads on one autoencoder.</remarks>
public sealed class AutoencoderReader
{
    private readonly Func<Tensor, AutoencoderReading> _pass;
    private readonly Func<Tensor, Tensor>? _squared;

    private AutoencoderReader(
        ReconstructionError error, bool hasCodes, int? latents, Func<Tensor, AutoencoderReading> pass, Func<Tensor, Tensor>? squared = null)
    {
        Error = error;
        HasCodes = hasCodes;
        Latents = latents;
        _pass = pass;
        _squared = squared;
    }

    /// <summary>What the reconstruction error is.</summary>
    public ReconstructionError Error { get; }

    /// <summary>Whether encodings are known, not only reconstructions.</summary>
    public bool HasCodes { get; }

    /// <summary>Number L of latents where it is known beforehand; null elsewhere.</summary>
    public int? Latents { get; }

    /// <summary>Reads a variational autoencoder.</summary>
    /// <param name="model">The autoencoder.</param>
    /// <param name="error">What to measure: squared errors, or −ln p(x | z).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="error"/> is neither of the two.</exception>
    public static AutoencoderReader Of(VariationalAutoencoder model, ReconstructionError error = ReconstructionError.Squared)
    {
        Guard.NotNull(model);
        return Guard.Named(error) switch
        {
            ReconstructionError.Squared => new AutoencoderReader(error, true, model.Latents, inputs => Squared(model, inputs)),
            ReconstructionError.NegativeLogLikelihood => new AutoencoderReader(
                error, true, model.Latents, inputs => Unlikelihood(model, inputs), inputs => Squared(model, inputs).Errors),
            _ => throw new ArgumentOutOfRangeException(nameof(error), error, "must be Squared or NegativeLogLikelihood."),
        };
    }

    /// <summary>Reads an autoencoder by its squared errors; its encodings are not known.</summary>
    /// <param name="autoencoder">From [N, …] inputs to reconstructions, as many values in the same order.</param>
    public static AutoencoderReader Of(torch.nn.Module<Tensor, Tensor> autoencoder)
    {
        Guard.NotNull(autoencoder);
        return new AutoencoderReader(ReconstructionError.Squared, false, null, inputs =>
        {
            using EvaluationModeScope evaluation = new(autoencoder);

            // A network may dispose or overwrite what it is given: the caller's tensor is not at its mercy.
            return new AutoencoderReading(null, SquaredError(inputs, autoencoder.call(inputs.clone())));
        });
    }

    /// <summary>Reads an encoder and a decoder by their squared errors.</summary>
    /// <param name="encoder">From [N, …] inputs to [N, L] encodings; of a map every position is a latent.</param>
    /// <param name="decoder">From encodings, as the encoder gives them, to reconstructions, as many values as an input in the same order.</param>
    public static AutoencoderReader Of(torch.nn.Module<Tensor, Tensor> encoder, torch.nn.Module<Tensor, Tensor> decoder)
    {
        Guard.NotNull(encoder);
        Guard.NotNull(decoder);
        return new AutoencoderReader(ReconstructionError.Squared, true, null, inputs =>
        {
            using EvaluationModeScope encoding = new(encoder);
            using EvaluationModeScope decoding = new(decoder);
            return Parts(inputs, encoder.call, decoder.call, SquaredError);
        });
    }

    /// <summary>Reads functions of yours, which are called without gradients; put their networks in evaluation mode.</summary>
    /// <param name="encode">From [N, …] inputs to [N, L] encodings, a new tensor.</param>
    /// <param name="decode">From encodings, as they come from <paramref name="encode"/>, to what <paramref name="error"/> takes.</param>
    /// <param name="error">
    /// From inputs and what <paramref name="decode"/> gives to [N] errors, the higher the worse, such as the binary cross entropy with logits
    /// that an autoencoder was trained by. Null for squared errors.
    /// </param>
    public static AutoencoderReader From(
        Func<Tensor, Tensor> encode, Func<Tensor, Tensor> decode, Func<Tensor, Tensor, Tensor>? error = null)
    {
        Guard.NotNull(encode);
        Guard.NotNull(decode);
        return new AutoencoderReader(
            error is null ? ReconstructionError.Squared : ReconstructionError.Given,
            true,
            null,
            inputs => Parts(inputs, encode, decode, error ?? SquaredError));
    }

    /// <summary>
    /// Throws where an autoencoder has plainly not been trained on inputs like these: its squared errors are, in the mean, no less than those
    /// of the mean input, or it encodes all inputs alike. That much an autoencoder of any training must do; one that passes may still be a bad
    /// one. Errors by a function of yours are not compared.
    /// </summary>
    /// <param name="batches">[B, …] inputs like those that the autoencoder was trained on; read once.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellationToken">Looked at before each batch.</param>
    /// <exception cref="ArgumentException"><paramref name="batches"/> are none, or not inputs of the autoencoder.</exception>
    /// <exception cref="InvalidOperationException">The autoencoder has not been trained, or has collapsed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public void CheckTrained(
        IEnumerable<Tensor> batches, IProgress<DetectorProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using TrainingCheck check = new(this);
        foreach (Tensor inputs in new InputStream(1, progress, cancellationToken).Read(Guard.NotNull(batches), nameof(batches)))
        {
            using DisposeScope scope = torch.NewDisposeScope();
            check.Add(inputs, Read(inputs));
        }

        check.Finish();
    }

    /// <summary>Encodings and errors, in the current dispose scope.</summary>
    internal AutoencoderReading Read(Tensor inputs)
    {
        Guard.MinimumRank(inputs, 2, "[N, …]");
        Guard.FloatingPoint(inputs);
        Guard.Finite(inputs);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        AutoencoderReading reading = ShapeErrors.Named(inputs, () => _pass(inputs));
        if (reading.Errors.ndim != 1 || reading.Errors.shape[0] != inputs.shape[0])
        {
            throw new InvalidOperationException(
                $"The reconstruction errors must be [N] with N = {inputs.shape[0]}; got [{string.Join(", ", reading.Errors.shape)}].");
        }

        Tensor errors = Guard.FiniteOutputs(Wide(reading.Errors), "reconstruction error").MoveToOuterDisposeScope();
        return new AutoencoderReading(
            reading.Codes is { } codes ? Guard.FiniteOutputs(Wide(codes), "encoder").MoveToOuterDisposeScope() : null, errors);
    }

    /// <summary>[N] squared errors, in the current dispose scope; null where they are not known.</summary>
    /// <param name="inputs">Inputs that were read.</param>
    /// <param name="errors">What was read.</param>
    internal Tensor? SquaredErrors(Tensor inputs, Tensor errors)
    {
        if (_squared is null)
        {
            return Error == ReconstructionError.Squared ? errors : null;
        }

        using IDisposable noGradient = torch.no_grad();
        return _squared(inputs);
    }

    private static Tensor Wide(Tensor value) => value.detach().to_type(torch.ScalarType.Float64).alias();

    private static AutoencoderReading Squared(VariationalAutoencoder model, Tensor inputs)
    {
        using Normal posterior = model.Encode(inputs);
        Tensor codes = posterior.Location.clone();
        return new AutoencoderReading(codes, SquaredError(inputs, model.Decode(codes)));
    }

    private static AutoencoderReading Unlikelihood(VariationalAutoencoder model, Tensor inputs)
    {
        using Normal posterior = model.Encode(inputs);
        Tensor codes = posterior.Location.clone();
        return new AutoencoderReading(codes, model.LogLikelihood(inputs, codes).neg());
    }

    private static AutoencoderReading Parts(
        Tensor inputs, Func<Tensor, Tensor> encode, Func<Tensor, Tensor> decode, Func<Tensor, Tensor, Tensor> error)
    {
        Tensor codes = encode(inputs.clone());
        if (codes.ndim < 2 || codes.shape[0] != inputs.shape[0] || codes.numel() == 0)
        {
            throw new InvalidOperationException(
                $"The encoder must give [N, L] encodings with N = {inputs.shape[0]}; got [{string.Join(", ", codes.shape)}].");
        }

        // A decoder may change what it is given in place.
        Tensor kept = codes.flatten(1).clone();
        return new AutoencoderReading(kept, error(inputs.clone(), decode(codes)));
    }

    private static Tensor SquaredError(Tensor inputs, Tensor reconstructions)
    {
        if (reconstructions.numel() != inputs.numel() || reconstructions.shape[0] != inputs.shape[0])
        {
            throw new InvalidOperationException(
                $"The autoencoder must give as many values as an input has; for inputs [{string.Join(", ", inputs.shape)}] it gave "
                + $"[{string.Join(", ", reconstructions.shape)}].");
        }

        Guard.FiniteOutputs(reconstructions, "autoencoder");
        return (Wide(reconstructions).reshape(inputs.shape[0], -1) - Wide(inputs).reshape(inputs.shape[0], -1)).square().sum(1L);
    }
}
