using TorchSharp;
using Uncertainty.Bnn.Distributions;
using Linear = TorchSharp.Modules.Linear;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// What <see cref="VariationalAutoencoder"/> and <see cref="ConditionalVariationalAutoencoder"/> have in common: a torch module of the
/// user's encoder and decoder (parameters "encoder.…", "decoder.…"), a linear layer "latent" from features to the latents' means and
/// logarithms of their variances and, where the likelihood's scale is learnt, its logarithm "log_scale".
/// </summary>
/// <remarks>
/// As parts of a torch module, encoder and decoder are moved, put in modes and disposed with it. All but training runs them in evaluation
/// mode and puts every module back in the mode it was found in; results have gradients where torch's grad mode asks for them. Noise comes
/// from seeds: the same seed and number of inputs give the same. torch's global generator is neither asked nor changed.
/// </remarks>
public abstract class LatentVariableModel : torch.nn.Module
{
    internal const string HeadName = "latent";
    internal const string LogScaleName = "log_scale";

    private readonly torch.nn.Module<Tensor, Tensor> _encoder;
    private readonly torch.nn.Module<Tensor, Tensor> _decoder;
    private readonly Linear _head;
    private readonly int _conditions;

    private protected LatentVariableModel(
        string name,
        torch.nn.Module<Tensor, Tensor> encoder,
        torch.nn.Module<Tensor, Tensor> decoder,
        int features,
        int latents,
        int conditions,
        VariationalAutoencoderOptions? options)
        : base(name)
    {
        _encoder = Guard.NotNull(encoder);
        _decoder = Guard.NotNull(decoder);
        if (ReferenceEquals(encoder, decoder))
        {
            throw new ArgumentException("must be another module than the encoder.", nameof(decoder));
        }

        Features = Guard.AtLeast(features, 1);
        Latents = Guard.AtLeast(latents, 1);
        _conditions = conditions;
        Options = options ?? new VariationalAutoencoderOptions();
        (torch.ScalarType type, torch.Device device) = Place(encoder, decoder);
        _head = torch.nn.Linear(features + conditions, 2L * latents, true, device, type);
        register_module("encoder", encoder);
        register_module("decoder", decoder);
        register_module(HeadName, _head);
        if (Options.Likelihood.FirstLogScale is { } first)
        {
            register_parameter(LogScaleName, WeightNormal.Learnt(torch.tensor(first, dtype: type, device: device)));
        }
    }

    /// <summary>Number H of features that the encoder gives.</summary>
    public int Features { get; }

    /// <summary>Number L of latents.</summary>
    public int Latents { get; }

    /// <summary>What was assumed.</summary>
    public VariationalAutoencoderOptions Options { get; }

    /// <summary>The scale of the likelihood where it is learnt, in the unit of the inputs; null elsewhere.</summary>
    public double? LearntScale
    {
        get
        {
            using DisposeScope scope = torch.NewDisposeScope();
            return LogScaleParameter is { } logarithm ? Math.Exp(Distributions.Parameter.Number(logarithm.detach())) : null;
        }
    }

    internal torch.nn.Module<Tensor, Tensor> Encoder => _encoder;

    internal torch.nn.Module<Tensor, Tensor> Decoder => _decoder;

    internal int ConditionSize => _conditions;

    private TorchSharp.Modules.Parameter? LogScaleParameter => has_parameter(LogScaleName) ? get_parameter(LogScaleName) : null;

    /// <summary>Type and device of the first parameter of a pair of networks; single, on the CPU, where they have none.</summary>
    internal static (torch.ScalarType Type, torch.Device Device) Place(torch.nn.Module encoder, torch.nn.Module decoder)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor? first = encoder.parameters().Concat(decoder.parameters()).FirstOrDefault();
        return first is null ? (torch.ScalarType.Float32, torch.CPU) : (first.dtype, first.device);
    }

    /// <summary>N(0, I) over latents, in the type and on the device of the networks.</summary>
    internal Normal Prior()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor weight = _head.weight!.detach();
        return new Normal(torch.zeros(Latents, weight.dtype, weight.device), torch.ones(Latents, weight.dtype, weight.device));
    }

    /// <summary>q(z | x), in the mode that the encoder is in.</summary>
    internal Normal Posterior(Tensor inputs, Tensor? conditions)
    {
        using DisposeScope scope = torch.NewDisposeScope();

        // A copy, with its gradient: a network may write into what it is given.
        Tensor features = _encoder.call(inputs.clone());
        if (features.ndim != 2 || features.shape[0] != inputs.shape[0] || features.shape[1] != Features)
        {
            throw new InvalidOperationException(
                $"The encoder must give [N, H] features with N = {inputs.shape[0]} and H = {Features}; got {Shapes.Text(features.shape)}.");
        }

        Tensor[] halves = _head.call(Joined(features, conditions)).chunk(2, 1);
        return new Normal(Guard.FiniteOutputs(halves[0], "encoder"), LogScale.Exponential(halves[1] * 0.5, "encoder"));
    }

    /// <summary>What the decoder gives for [N, L] latents, in the mode that it is in. In the current dispose scope.</summary>
    internal Tensor Outputs(Tensor latents, Tensor? conditions)
    {
        Tensor outputs = _decoder.call(Joined(latents, conditions));
        int perValue = Options.Likelihood.OutputsPerValue;
        return outputs.ndim >= 2 && outputs.shape[0] == latents.shape[0] && outputs.numel() > 0 && outputs.shape[1] % perValue == 0
            ? Guard.FiniteOutputs(outputs, "decoder")
            : throw new InvalidOperationException(
                $"The decoder must give [N, {(perValue == 2 ? "2D" : "D")}, …] outputs with N = {latents.shape[0]}; got {Shapes.Text(outputs.shape)}.");
    }

    /// <summary>[N] ln p(x | z), in the mode that the decoder is in. In the current dispose scope.</summary>
    internal Tensor LogProbability(Tensor inputs, Tensor latents, Tensor? conditions)
    {
        Tensor outputs = Outputs(latents, conditions);
        return Options.Likelihood.LogProbability(inputs, Fitting(outputs, inputs), LogScaleParameter);
    }

    /// <summary>[N] ln p(x | z) at one draw z of q(z | x), and [N] KL(q(z | x) ‖ p(z)). In the current dispose scope.</summary>
    internal (Tensor Reconstruction, Tensor Kl) Terms(Tensor inputs, Tensor? conditions, long seed)
    {
        using Normal posterior = Posterior(inputs, conditions);
        using Normal prior = Prior();
        Tensor kl = KullbackLeibler.Divergence(posterior, prior).sum(1L);
        return (LogProbability(inputs, posterior.Sample([], seed), conditions), kl);
    }

    /// <summary>Finite [N, …] inputs, of the likelihood's support where it is asked about them.</summary>
    internal Tensor CheckedInputs(Tensor inputs, bool support)
    {
        Guard.MinimumRank(inputs, 2, "[N, …]");
        Guard.FloatingPoint(inputs);
        Guard.Finite(inputs);
        if (support)
        {
            Options.Likelihood.Check(inputs, nameof(inputs));
        }

        return inputs;
    }

    /// <summary>Finite [N, L] latents, as many as there are inputs where these are given.</summary>
    private protected Tensor CheckedLatents(Tensor latents, Tensor? inputs = null)
    {
        Guard.Rank(latents, 2, "[N, L]");
        Guard.Finite(latents);
        return latents.shape[1] == Latents && (inputs is null || latents.shape[0] == inputs.shape[0])
            ? latents
            : throw new ArgumentException(
                $"must have shape [{(inputs is null ? "N" : inputs.shape[0])}, {Latents}]; got {Shapes.Text(latents.shape)}.", nameof(latents));
    }

    /// <summary>Runs with all modules in evaluation mode, with gradients where the caller has them.</summary>
    private protected T Evaluated<T>(Func<T> compute)
    {
        bool gradient = torch.is_grad_enabled();
        using EvaluationModeScope evaluation = new(this);
        using IDisposable graph = torch.enable_grad(gradient);
        return compute();
    }

    /// <inheritdoc cref="Evaluated{T}"/>
    private protected Tensor Scoped(Func<Tensor> compute) => Evaluated(() =>
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return compute().MoveToOuterDisposeScope();
    });

    private protected AutoencoderElbo ElboOf(Tensor inputs, Tensor? conditions, long seed) => Evaluated(() =>
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (Tensor reconstruction, Tensor kl) = Terms(inputs, conditions, seed);
        return new AutoencoderElbo(reconstruction, kl, Options.Beta);
    });

    private protected Tensor ReconstructionOf(Tensor inputs, Tensor? conditions, long? seed) => Scoped(() =>
    {
        using Normal posterior = Posterior(inputs, conditions);
        Tensor outputs = Outputs(seed is { } drawn ? posterior.Sample([], drawn) : posterior.Location.clone(), conditions);
        return Options.Likelihood.Mean(Fitting(outputs, inputs)).reshape(inputs.shape).clone();
    });

    private protected Tensor MeanOf(Tensor latents, Tensor? conditions) =>
        Scoped(() => Options.Likelihood.Mean(Outputs(latents.clone(), conditions)).clone());

    private protected Tensor SampleOf(int count, Tensor? conditions, long seed, bool withNoise)
    {
        using IDisposable noGradient = torch.no_grad();
        return Scoped(() =>
        {
            using Normal prior = Prior();
            Tensor outputs = Outputs(prior.Sample([count], Seeds.Derive(seed, 0)), conditions);
            return withNoise
                ? Options.Likelihood.Draw(outputs, LogScaleParameter, Seeds.Derive(seed, 1))
                : Options.Likelihood.Mean(outputs).clone();
        });
    }

    /// <summary>Trains with what belongs to the inputs of each batch; <paramref name="known"/> makes the condition of it.</summary>
    private protected IReadOnlyList<ElboValue> Fit(
        IEnumerable<(Tensor Inputs, Tensor Targets)> batches,
        Func<Tensor, long, Tensor?> known,
        SviOptions? options,
        IProgress<SviProgress>? progress,
        CancellationToken cancellationToken)
    {
        SviOptions chosen = options ?? new SviOptions();
        int step = 0;
        return new SviTraining(this, batches, Evaluate, chosen, progress, cancellationToken).Run();

        ElboTerms Evaluate(Tensor inputs, Tensor targets, double annealing)
        {
            CheckedInputs(inputs, support: true);
            (Tensor reconstruction, Tensor kl) = Terms(inputs, known(targets, inputs.shape[0]), Seeds.Derive(chosen.Seed, step++));
            return new ElboTerms(reconstruction.mean().neg(), kl.mean(), Options.Beta * annealing);
        }
    }

    private static Tensor Joined(Tensor values, Tensor? conditions) =>
        conditions is null ? values : torch.cat([values, conditions.to(values.dtype, values.device)], 1);

    private Tensor Fitting(Tensor outputs, Tensor inputs)
    {
        int perValue = Options.Likelihood.OutputsPerValue;
        return outputs.numel() == perValue * inputs.numel()
            ? outputs
            : throw new InvalidOperationException(
                $"The decoder must give {perValue} {(perValue == 1 ? "output" : "outputs")} for each value of an input; for inputs "
                + $"{Shapes.Text(inputs.shape)} it gave {Shapes.Text(outputs.shape)}.");
    }
}
