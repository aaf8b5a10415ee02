using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// What S draws for N inputs come to, folded as they came: the streaming counterpart of <see cref="PredictiveSamples"/>, of a size
/// that does not depend on S. For many inputs, many classes and dense outputs. Immutable; owns its tensors, which are on the
/// device of the network's outputs; none of them is to be disposed alone. What was of half precision is in single.
/// </summary>
/// <remarks>
/// Means and variances by Welford's recurrence, in double precision: draws that agree have variance exactly 0, and an offset common to
/// all draws costs no digits. Welford, "Note on a Method for Calculating Corrected Sums of Squares and Products", Technometrics 1962.
/// </remarks>
public sealed class PredictiveMoments : IDisposable
{
    internal PredictiveMoments(int draws, Tensor mean, Tensor variance, Tensor? meanEntropy, Tensor? votes)
    {
        Draws = draws;
        Mean = mean;
        Variance = variance;
        MeanEntropy = meanEntropy;
        Votes = votes;
    }

    /// <summary>Number of draws S.</summary>
    public int Draws { get; }

    /// <summary>Number of inputs N.</summary>
    public int Inputs => (int)Mean.shape[0];

    /// <summary>Number of classes, or of outputs, C.</summary>
    public int Outputs => (int)Mean.shape[1];

    /// <summary>[N, C, …] mean over the draws.</summary>
    public Tensor Mean { get; }

    /// <summary>[N, C, …] population variance over the draws (divisor S); 0 for a single draw.</summary>
    public Tensor Variance { get; }

    /// <summary>
    /// [N, …] mean over the draws of the entropy over the classes, E H[p_s], in [0, ln C] nats; null where the outputs were not read
    /// as class probabilities.
    /// </summary>
    public Tensor? MeanEntropy { get; }

    /// <summary>
    /// [N, C, …] number of draws whose most probable class this is (int32), the lowest class where several are: S in sum over the
    /// classes. Null where the outputs were not read as class probabilities.
    /// </summary>
    public Tensor? Votes { get; }

    /// <summary>Gives the tensors back.</summary>
    public void Dispose()
    {
        Mean.Dispose();
        Variance.Dispose();
        MeanEntropy?.Dispose();
        Votes?.Dispose();
    }
}
