using MathNet.Numerics.Distributions;
using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// Stream-based selective sampling: inputs come one after another and cannot be kept; of each it is decided at once whether its label is asked
/// for, within a labelling budget. The model may change between inputs. What was decided depends neither on the batches that inputs came in nor
/// on a restart in between (<see cref="Save"/>), and memory does not grow with the stream.
/// </summary>
/// <remarks>
/// Settles, "Active Learning Literature Survey", 2009, Section 2.2, and the rules of <see cref="StreamRule"/>. Not safe for several threads.
/// </remarks>
public sealed class StreamSampler
{
    // A mutual information of nothing comes out a little below 0.
    private const double LeastScore = -1e-6;

    private readonly AcquisitionFunction _function;
    private readonly StreamBudget _budget;
    private double _threshold;

    /// <summary>Begins a stream.</summary>
    /// <param name="function">What scores the inputs. For a variable threshold its scores must be at least 0.</param>
    /// <param name="options">What is asked for, and how much; null for the defaults.</param>
    /// <exception cref="ArgumentException">The options do not go together.</exception>
    public StreamSampler(AcquisitionFunction function, StreamSamplerOptions? options = null)
    {
        _function = Guard.NotNull(function);
        Options = options ?? new StreamSamplerOptions();
        Options.Check(nameof(options));
        _budget = new StreamBudget(Options);
        _threshold = Options.Threshold ?? 0;
    }

    private StreamSampler(AcquisitionFunction function, StreamSamplerOptions options, StreamBudget budget, double threshold)
    {
        _function = function;
        Options = options;
        _budget = budget;
        _threshold = threshold;
    }

    /// <summary>What is asked for, and how much.</summary>
    public StreamSamplerOptions Options { get; }

    /// <summary>Number of inputs that have been decided on.</summary>
    public long Inputs => _budget.Inputs;

    /// <summary>Number of them whose labels were asked for.</summary>
    public long Queries => _budget.Queries;

    /// <summary>Where the threshold stands, without random factor; null where there is none, or none yet.</summary>
    public double? Threshold => Options.Rule == StreamRule.FixedThreshold || (Options.IsVariable && _threshold > 0) ? _threshold : null;

    /// <summary>Decides on the next inputs of the stream.</summary>
    /// <param name="evaluation">The model as it is now. Not run by <see cref="StreamRule.Random"/>.</param>
    /// <param name="inputs">[N, …] inputs in the order of the stream; finite, N at least 1.</param>
    /// <param name="cancellationToken">Looked at between forward passes; after a cancellation nothing has been decided.</param>
    /// <returns>[N] decisions.</returns>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are empty or not finite.</exception>
    /// <exception cref="InvalidOperationException">
    /// The function gives something else than finite scores, or scores below 0 for a variable threshold. Nothing has been decided.
    /// </exception>
    public IReadOnlyList<StreamDecision> Decide(UncertaintyEvaluation evaluation, Tensor inputs, CancellationToken cancellationToken = default) =>
        [.. Scores(evaluation, inputs, cancellationToken).Select(Next)];

    /// <summary>Decides on a stream of batches, which may be endless: each input when its decision is asked for, by the model as it is when its batch is.</summary>
    /// <param name="evaluation">The model.</param>
    /// <param name="batches">[N, …] inputs each; finite. They stay the caller's.</param>
    /// <param name="cancellationToken">Looked at between forward passes.</param>
    /// <returns>A decision for each input, in order.</returns>
    /// <exception cref="ArgumentException">A batch is null, empty or not finite.</exception>
    public IEnumerable<StreamDecision> Decide(
        UncertaintyEvaluation evaluation, IEnumerable<Tensor> batches, CancellationToken cancellationToken = default)
    {
        Guard.NotNull(evaluation);
        Guard.NotNull(batches);
        return Run();

        IEnumerable<StreamDecision> Run()
        {
            foreach (Tensor batch in batches)
            {
                foreach (double score in Scores(evaluation, Guard.NotNull(batch, nameof(batches)), cancellationToken))
                {
                    yield return Next(score);
                }
            }
        }
    }

    /// <summary>Decides on the next input by a score that was computed elsewhere.</summary>
    /// <param name="score">How informative it is; finite, and for a variable threshold at least 0. <see cref="StreamRule.Random"/> does not look at it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The score is not finite, or below 0 for a variable threshold.</exception>
    public StreamDecision Decide(double score) => Problem(score) is { } problem
        ? throw new ArgumentOutOfRangeException(nameof(score), score, problem)
        : Next(Options.Rule == StreamRule.Random ? double.NaN : score);

    /// <summary>Writes options and state, not the function, as a safetensors file. A stream that is loaded goes on as if nothing had happened.</summary>
    /// <param name="path">Where; a file that is there already is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => StreamFiles.Save(path, Options, _budget, _threshold);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="function">The function that scored the stream so far: the threshold is in its unit.</param>
    /// <exception cref="InvalidDataException">The file is damaged, holds something else or is of a newer version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static StreamSampler Load(string path, AcquisitionFunction function)
    {
        Guard.NotNull(function);
        (StreamSamplerOptions options, StreamBudget budget, double threshold) = StreamFiles.Load(path);
        return new StreamSampler(function, options, budget, threshold);
    }

    private double[] Scores(UncertaintyEvaluation evaluation, Tensor inputs, CancellationToken cancellationToken)
    {
        Guard.NotNull(evaluation);
        Guard.MinimumRank(inputs, 1, "[N, …]");
        if (Options.Rule == StreamRule.Random)
        {
            Guard.Finite(inputs);
            return [.. Enumerable.Repeat(double.NaN, (int)inputs.shape[0])];
        }

        using IDisposable noGradient = torch.no_grad();
        using PredictiveSamples draws = evaluation.EvaluateDraws(inputs, cancellationToken);
        using CandidateSet candidates = CandidateSet.FromDraws(draws);
        using Tensor scores = candidates.Score(_function, cancellationToken);
        double[] values = PlainNumbers.Of(scores);
        for (int i = 0; i < values.Length; i++)
        {
            if (Problem(values[i]) is { } problem)
            {
                throw new InvalidOperationException($"The score of input {Inputs + i} is {values[i]}, but {problem}");
            }
        }

        return values;
    }

    private string? Problem(double score) => Options.Rule switch
    {
        StreamRule.Random => null,
        _ when !double.IsFinite(score) => "must be finite.",
        StreamRule.FixedThreshold => null,
        _ => score < LeastScore ? "must be at least 0 for a threshold that varies, since that is multiplied." : null,
    };

    private StreamDecision Next(double score)
    {
        long index = Inputs;
        bool allowed = _budget.Allows;
        (bool query, double against) = allowed ? Judge(score, index) : (false, double.NaN);
        _budget.Add(query);
        return new StreamDecision(index, query, score, against, allowed);
    }

    private (bool Query, double Against) Judge(double score, long index)
    {
        switch (Options.Rule)
        {
            case StreamRule.Random:
                return (Seeds.Uniform(Options.Seed, index) < Options.Budget, double.NaN);
            case StreamRule.FixedThreshold:
                return (score >= _threshold, _threshold);
        }

        if (_threshold <= 0)
        {
            if (score <= 0)
            {
                return (false, double.NaN);
            }

            _threshold = score;
        }

        double against = Options.Rule == StreamRule.RandomisedThreshold ? _threshold * Factor(index) : _threshold;
        bool query = score >= against;
        _threshold *= query ? 1 + Options.Step : 1 - Options.Step;
        return (query, against);
    }

    /// <summary>From N(1, δ²), by the inverse of its distribution; the number in the middle of its step of 2⁻⁵³ is neither 0 nor 1.</summary>
    private double Factor(long index) =>
        1 + (Options.Noise * Normal.InvCDF(0, 1, Seeds.Uniform(Options.Seed, index) + (0.5 / (1L << 53))));
}
