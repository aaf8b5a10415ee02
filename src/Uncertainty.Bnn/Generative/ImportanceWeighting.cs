using TorchSharp;
using Uncertainty.Bnn.Distributions;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>The importance-weighted bound of ln p(x), in evaluation mode without gradient.</summary>
internal sealed class ImportanceWeighting(LatentVariableModel model, LikelihoodBoundOptions options)
{
    // Tensors of the size of the decoder's outputs that a likelihood makes on its way.
    private const int LikelihoodTensors = 24;

    /// <summary>[N] ln (1/K) Σ_k p(x, z_k) / q(z_k | x), in the type of the inputs; new.</summary>
    public Tensor Run(Tensor inputs, Tensor? conditions, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        using EvaluationModeScope evaluation = new(model);
        using DisposeScope scope = torch.NewDisposeScope();
        ChunkLength lengths = new();
        long most = lengths.Rows(inputs, options, row => RowBytes(row, conditions));
        using Normal posterior = Posterior(inputs, conditions, most);
        using Normal prior = model.Prior();
        Tensor sum = torch.full(inputs.shape[0], double.NegativeInfinity, dtype: torch.ScalarType.Float64, device: inputs.device);
        for (int draw = 0; draw < options.Draws; draw++)
        {
            using DisposeScope pass = torch.NewDisposeScope();
            Tensor latents = posterior.Sample([], Seeds.Derive(options.Seed, draw));
            Tensor ratio = (prior.LogProbability(latents) - posterior.LogProbability(latents)).sum(1L);
            Tensor[] terms =
            [
                .. Chunks(inputs.shape[0], most).Select(chunk =>
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    using DisposeScope inner = torch.NewDisposeScope();
                    return model.LogProbability(
                        Part(inputs, chunk), Part(latents, chunk), conditions is null ? null : Part(conditions, chunk)).MoveToOuterDisposeScope();
                }),
            ];
            Tensor weights = torch.cat(terms, 0).to_type(torch.ScalarType.Float64) + ratio;
            sum.copy_(torch.logaddexp(sum, weights));
            progress?.Report(draw + 1);
        }

        return (sum - Math.Log(options.Draws)).to_type(inputs.dtype).MoveToOuterDisposeScope();
    }

    private static IEnumerable<(long First, long Length)> Chunks(long count, long most)
    {
        for (long first = 0; first < count; first += most)
        {
            yield return (first, Math.Min(most, count - first));
        }
    }

    private static Tensor Part(Tensor values, (long First, long Length) chunk) => values.narrow(0, chunk.First, chunk.Length);

    private Normal Posterior(Tensor inputs, Tensor? conditions, long most)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        List<Tensor> locations = [];
        List<Tensor> scales = [];
        foreach ((long First, long Length) chunk in Chunks(inputs.shape[0], most))
        {
            using Normal part = model.Posterior(Part(inputs, chunk), conditions is null ? null : Part(conditions, chunk));
            locations.Add(part.Location.clone());
            scales.Add(part.Scale.clone());
        }

        return new Normal(torch.cat(locations, 0), torch.cat(scales, 0));
    }

    /// <summary>Bytes that an input takes, on its way through the encoder or from its latents to the likelihood.</summary>
    private long RowBytes(Tensor row, Tensor? conditions)
    {
        Tensor? condition = conditions?.narrow(0, 0, 1);
        long encoder = PassMemory.OfRow(model.Encoder, row.clone());
        using Normal posterior = model.Posterior(row, condition);
        Tensor latents = posterior.Location.clone();
        Tensor outputs = model.Outputs(latents, condition);
        long values = outputs.numel() * outputs.element_size();
        Tensor decoderInput = condition is null ? latents : torch.cat([latents, condition.to(latents.dtype, latents.device)], 1);
        return Math.Max(encoder, PassMemory.OfRow(model.Decoder, decoderInput) + (LikelihoodTensors * values));
    }
}
