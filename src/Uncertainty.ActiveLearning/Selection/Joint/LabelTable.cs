using TorchSharp;
using Device = TorchSharp.torch.Device;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// M configurations of the labels of the inputs chosen so far, all that there are or a sample: for each its weight, and what the draws' shares
/// become once those labels are seen. One form serves exact sums and samples, and no product of probabilities is kept that could underflow.
/// </summary>
/// <remarks>
/// What a candidate x adds to a batch y is I(y_x; ω | y) = H(y_x | y) − E H(y_x | ω), and H(y_x | y) = Σ_m w_m H(Σ_s p(s | y_m) p_s(y_x)): Kirsch,
/// van Amersfoort, Gal, "BatchBALD", NeurIPS 2019, Eq. (9)–(14) without the term H(y), which all candidates share.
/// </remarks>
internal sealed class LabelTable : IDisposable
{
    // Probabilities that are in work at a time: 2 MiB of them stay in a processor's cache between product and logarithm.
    private const long Together = 1 << 18;

    private readonly Tensor _weights;
    private readonly Tensor _shares;
    private readonly Tensor _meanShares;

    private LabelTable(Tensor weights, Tensor shares)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        _weights = weights.alias().DetachFromDisposeScope();
        _shares = shares.alias().DetachFromDisposeScope();
        _meanShares = weights.matmul(shares).DetachFromDisposeScope();
    }

    /// <summary>Number of configurations M.</summary>
    public long Rows => _weights.shape[0];

    /// <summary>Entropy of the labels of the chosen; of a table of all configurations only.</summary>
    public double Entropy
    {
        get
        {
            using DisposeScope scope = torch.NewDisposeScope();
            return torch.special.entr(_weights).sum().item<double>();
        }
    }

    /// <summary>The table of no chosen inputs: one configuration, which says nothing, written <paramref name="copies"/> times.</summary>
    public static LabelTable Empty(int draws, long copies, Device device)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return new LabelTable(
            torch.full([copies], 1.0 / copies, dtype: torch.ScalarType.Float64, device: device),
            torch.full([copies, draws], 1.0 / draws, dtype: torch.ScalarType.Float64, device: device));
    }

    /// <summary>Every configuration with every label of one more input; those that cannot be are left out.</summary>
    /// <param name="probabilities">[S, C] of that input.</param>
    public LabelTable WithAllLabels(Tensor probabilities)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor shares = (_shares.unsqueeze(1) * probabilities.transpose(0, 1).unsqueeze(0)).reshape(-1, _shares.shape[1]);
        Tensor chances = shares.sum(1);
        Tensor weights = (_weights.unsqueeze(1) * chances.reshape(Rows, -1)).reshape(-1);
        Tensor possible = weights.gt(0).nonzero().squeeze(1);
        chances = chances.index_select(0, possible);
        return new LabelTable(
            weights.index_select(0, possible), shares.index_select(0, possible).div_(chances.unsqueeze(1)));
    }

    /// <summary>Every configuration with a label of its own of one more input.</summary>
    /// <param name="probabilities">[S, C] of that input.</param>
    /// <param name="labels">The M labels.</param>
    public LabelTable WithLabels(Tensor probabilities, long[] labels)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor rows = torch.tensor(labels, device: probabilities.device);
        Tensor shares = _shares * probabilities.transpose(0, 1).index_select(0, rows);
        return new LabelTable(_weights, shares.div_(shares.sum(1, keepdim: true)));
    }

    /// <summary>H(y_x | y) of each of n candidates, with the labels of the chosen known.</summary>
    /// <param name="probabilities">[S, n, C] of the candidates, in double precision.</param>
    public double[] ConditionalEntropies(Tensor probabilities)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return PlainNumbers.Of(Entropies(probabilities));
    }

    /// <summary>What each of n candidates adds to the information about the draws: I(y_x; ω | y), in nats.</summary>
    /// <param name="probabilities">[S, n, C] of the candidates, in double precision.</param>
    public double[] Gains(Tensor probabilities)
    {
        using DisposeScope scope = torch.NewDisposeScope();

        // With the mean share of each draw in a sample in place of 1/S, every configuration gives an information, which is not negative.
        Tensor known = _meanShares.matmul(torch.special.entr(probabilities).sum(2));
        return PlainNumbers.Of(Entropies(probabilities) - known);
    }

    /// <summary>Gives the tensors back.</summary>
    public void Dispose()
    {
        _weights.Dispose();
        _shares.Dispose();
        _meanShares.Dispose();
    }

    private Tensor Entropies(Tensor probabilities)
    {
        (long draws, long inputs, long classes) = (probabilities.shape[0], probabilities.shape[1], probabilities.shape[2]);
        Tensor columns = probabilities.reshape(draws, inputs * classes);
        Tensor sum = torch.zeros(inputs * classes, dtype: torch.ScalarType.Float64, device: columns.device);
        long together = Math.Max(1, Together / (inputs * classes));
        for (long first = 0; first < Rows; first += together)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            long rows = Math.Min(together, Rows - first);
            Tensor entropies = torch.special.entr(_shares.narrow(0, first, rows).matmul(columns));
            sum.add_(_weights.narrow(0, first, rows).matmul(entropies));
        }

        return sum.reshape(inputs, classes).sum(1);
    }
}
