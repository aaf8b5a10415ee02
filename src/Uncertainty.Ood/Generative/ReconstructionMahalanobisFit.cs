using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>The two passes of a fit: the moments of the training encodings, then the spreads of both terms over the validation inputs.</summary>
internal sealed class ReconstructionMahalanobisFit(AutoencoderReader reader, InputStream stream)
{
    /// <summary>Normal distributions of the encodings, in no dispose scope, and the standard deviations of distances and errors.</summary>
    /// <param name="batches">[B, …] inputs, with labels for several means.</param>
    /// <param name="validation">[B, …] inputs.</param>
    /// <param name="ridge">Ridge of the covariance.</param>
    /// <param name="validationName">The parameter that the validation inputs came by.</param>
    public (ClassGaussians Encodings, double DistanceDeviation, double ErrorDeviation) Run(
        IEnumerable<(Tensor Inputs, Tensor? Labels)> batches, IEnumerable<Tensor> validation, double ridge, string validationName)
    {
        ClassGaussians encodings = Encodings(batches, ridge);
        try
        {
            using RunningSpread distances = new();
            using RunningSpread errors = new();
            foreach (Tensor inputs in stream.Read(validation, validationName))
            {
                using DisposeScope scope = torch.NewDisposeScope();
                AutoencoderReading reading = reader.Read(inputs);
                distances.Add(Distance(encodings, reading));
                errors.Add(reading.Errors);
            }

            return (encodings, Checked(distances, "latent distance", validationName), Checked(errors, "reconstruction error", validationName));
        }
        catch
        {
            MahalanobisFit.Release([encodings]);
            throw;
        }
    }

    /// <summary>[N] square roots of the distances to the nearest mean, in the current dispose scope.</summary>
    /// <exception cref="InvalidOperationException">The encodings are of another width.</exception>
    public static Tensor Distance(ClassGaussians encodings, AutoencoderReading reading) => reading.Codes!.shape[1] == encodings.Width
        ? encodings.SquaredDistances(reading.Codes).amin([1]).sqrt()
        : throw new InvalidOperationException(
            $"The encoder must give the {encodings.Width} latents that were fitted; it gave {reading.Codes.shape[1]}.");

    private static double Checked(RunningSpread spread, string what, string name) =>
        spread.StandardDeviation is > 0 and double deviation && double.IsFinite(deviation)
            ? deviation
            : throw new ArgumentException(
                $"must hold inputs whose {what} varies, to be scaled by; its standard deviation is {spread.StandardDeviation}.", name);

    private ClassGaussians Encodings(IEnumerable<(Tensor Inputs, Tensor? Labels)> batches, double ridge)
    {
        using TrainingCheck check = new(reader);
        using GroupMoments moments = new(scatter: true);
        foreach ((Tensor inputs, Tensor? labels) in stream.Read(batches, nameof(batches)))
        {
            using DisposeScope scope = torch.NewDisposeScope();
            AutoencoderReading reading = reader.Read(inputs);
            check.Add(inputs, reading);
            moments.Add(reading.Codes!, labels);
        }

        check.Finish();
        using DisposeScope end = torch.NewDisposeScope();
        ClassGaussians encodings = MahalanobisFit.Classes(moments, unbiased: false, ridge, "the encodings");
        foreach (Tensor tensor in encodings.Tensors)
        {
            tensor.DetachFromDisposeScope();
        }

        return encodings;
    }
}
