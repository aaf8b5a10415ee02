using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// The acquisition functions, one for a name and all of one shape, so that each is handed over as it is: <c>new TopKSelector(Acquisition.Bald)</c>.
/// From S draws of N inputs come [N] scores in double precision, on the CPU: the higher, the more is a label worth. p_s are the probabilities of
/// draw s and p̄ their mean; entropies H are in nats; variances over draws divide by S; 0 ln 0 is 0.
/// </summary>
/// <remarks>
/// Of draws that carry a graph (<see cref="PredictiveSamples.WithGraph"/>) the scores carry it on, but for those that count votes, and are then equal to
/// rounding only. The score of an input is computed from its own draws alone and in one order, so it is the same to the bit whatever else is in the batch, and
/// inputs with the same draws tie exactly. What measures disagreement of draws is 0, not a rounding error, where they agree, and never below.
/// Maps, [S, N, C, …] and [S, N, D, …, 2], have the mean of the scores of their positions. Each function throws <see cref="ArgumentException"/>,
/// naming <c>draws</c>, for draws that are not what it reads: no probabilities, one class, values that are not finite.
/// </remarks>
public static partial class Acquisition
{
    /// <summary>
    /// Scores at random, uniform in [0, 1): what every other function must beat. The numbers are those of the stream of the seed, one for an input,
    /// and go on from call to call: the second batch has those after the first, as if both had come together. So ask for a function for every
    /// choice, with a seed of its own. Not safe for several threads.
    /// </summary>
    /// <param name="seed">Seed of the numbers.</param>
    public static AcquisitionFunction Random(long seed)
    {
        long next = 0;
        return draws =>
        {
            double[] numbers = new double[Guard.NotNull(draws).Inputs];
            for (int n = 0; n < numbers.Length; n++)
            {
                numbers[n] = Seeds.Uniform(seed, next++);
            }

            return PlainNumbers.ToTensor(numbers);
        };
    }

    /// <summary>
    /// A function for draws of log-probabilities, [S, N, C, …], such as a network that ends in a log-softmax gives. They are read in double precision,
    /// in which none that matters vanishes, and what rounding left of their sum is taken out: each row is divided by it. Minus infinity is the
    /// impossible class.
    /// </summary>
    /// <param name="function">A function of this class that reads probabilities.</param>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is null.</exception>
    public static AcquisitionFunction FromLogProbabilities(AcquisitionFunction function)
    {
        Guard.NotNull(function);
        return draws =>
        {
            Guard.NotNull(draws);
            using DisposeScope scope = torch.NewDisposeScope();
            Tensor logarithms = draws.Values.to_type(torch.ScalarType.Float64);
            Tensor exponentials = logarithms.exp();
            double lowest = exponentials.min().item<double>();
            double worst = (exponentials.sum(2) - 1).abs().max().item<double>();
            Guard.Distribution(lowest, worst, draws.Values.dtype, nameof(draws));
            using PredictiveSamples probabilities = new(logarithms.softmax(2));
            return function(probabilities).MoveToOuterDisposeScope();
        };
    }
}
