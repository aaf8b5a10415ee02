using Benchmarks;
using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Ood;
using static TorchSharp.torch;

namespace DenoudenNovelty;

/// <summary>An autoencoder of one digit, trained by a recipe, and its two kinds of errors. Owns its networks.</summary>
internal sealed class Autoencoders : IDisposable
{
    private readonly IDisposable[] _networks;

    private Autoencoders(AutoencoderReader trained, AutoencoderReader squared, double seconds, params IDisposable[] networks)
    {
        Trained = trained;
        Squared = squared;
        Seconds = seconds;
        _networks = networks;
    }

    /// <summary>By the error that it was trained by.</summary>
    internal AutoencoderReader Trained { get; }

    /// <summary>By squared errors.</summary>
    internal AutoencoderReader Squared { get; }

    /// <summary>Processor time of training.</summary>
    internal double Seconds { get; }

    /// <summary>Trains one; its first weights and the order of the images come from the seed.</summary>
    internal static Autoencoders Train(Recipe recipe, int seed, Tensor images, Action step, CancellationToken cancellationToken)
    {
        manual_seed(seed);
        using Generator generator = new((ulong)seed);
        return recipe.Family == Family.Variational
            ? Variational(recipe, seed, () => DigitImages.Shuffled(images, recipe.BatchSize, generator), step, cancellationToken)
            : Plain(recipe, () => DigitImages.Shuffled(images, recipe.BatchSize, generator), step, cancellationToken);
    }

    public void Dispose() => Array.ForEach(_networks, network => network.Dispose());

    private static Autoencoders Variational(
        Recipe recipe, int seed, Func<IEnumerable<Tensor>> epoch, Action step, CancellationToken cancellationToken)
    {
        VariationalAutoencoder model = new(
            Networks.HiddenLayer(),
            Networks.DenseDecoder(recipe.Latents),
            Networks.Hidden,
            recipe.Latents,
            new VariationalAutoencoderOptions { Likelihood = new BernoulliLikelihood { GreyValues = true } });
        SviOptions options = new() { Epochs = recipe.Epochs, LearningRate = recipe.LearningRate, Seed = seed };
        double seconds = ProcessorTime.Seconds(() => model.Train(new Again(epoch), options, new Step(step), cancellationToken));
        return new Autoencoders(
            AutoencoderReader.Of(model, ReconstructionError.NegativeLogLikelihood), AutoencoderReader.Of(model), seconds, model);
    }

    private static Autoencoders Plain(Recipe recipe, Func<IEnumerable<Tensor>> epoch, Action step, CancellationToken cancellationToken)
    {
        (nn.Module<Tensor, Tensor> encoder, nn.Module<Tensor, Tensor> decoder) = recipe.Family == Family.Dense
            ? Networks.Dense(recipe.Latents)
            : Networks.Convolutional(recipe.Latents);
        double seconds = ProcessorTime.Seconds(() => Descend(recipe, encoder, decoder, epoch, step, cancellationToken));
        encoder.eval();
        decoder.eval();
        return new Autoencoders(
            AutoencoderReader.From(encoder.call, decoder.call, CrossEntropy),
            AutoencoderReader.From(encoder.call, codes => decoder.call(codes).sigmoid()),
            seconds,
            encoder,
            decoder);
    }

    private static void Descend(
        Recipe recipe,
        nn.Module<Tensor, Tensor> encoder,
        nn.Module<Tensor, Tensor> decoder,
        Func<IEnumerable<Tensor>> epoch,
        Action step,
        CancellationToken cancellationToken)
    {
        using optim.Optimizer optimizer = optim.Adam(encoder.parameters().Concat(decoder.parameters()), recipe.LearningRate);
        for (int pass = 0; pass < recipe.Epochs; pass++)
        {
            foreach (Tensor images in epoch())
            {
                cancellationToken.ThrowIfCancellationRequested();
                using DisposeScope scope = NewDisposeScope();
                optimizer.zero_grad();
                CrossEntropy(images, decoder.call(encoder.call(images))).mean().backward();
                optimizer.step();
                step();
            }
        }
    }

    /// <summary>[N] −Σ x ln p + (1 − x) ln(1 − p).</summary>
    private static Tensor CrossEntropy(Tensor images, Tensor logits) => nn.functional.binary_cross_entropy_with_logits(
        logits.reshape(images.shape), images, reduction: nn.Reduction.None).flatten(1).sum(1L);

    /// <summary>Advances the bar at once.</summary>
    private sealed class Step(Action advance) : IProgress<SviProgress>
    {
        public void Report(SviProgress value) => advance();
    }

    /// <summary>The images in another order each time they are enumerated.</summary>
    private sealed class Again(Func<IEnumerable<Tensor>> pass) : IEnumerable<Tensor>
    {
        public IEnumerator<Tensor> GetEnumerator() => pass().GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
