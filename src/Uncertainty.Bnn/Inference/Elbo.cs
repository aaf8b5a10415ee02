using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// The evidence lower bound of a network with random weights, negative and for each of the N training examples:
/// mean over a batch of −ln p(y | x, w), plus KL(q ‖ p) / N. The two parts are reported apart.
/// </summary>
/// <remarks>
/// Blundell et al., "Weight Uncertainty in Neural Networks", ICML 2015, Eq. (1) and Section 3.4, with one sample of the weights. The divergence
/// belongs to the whole training set: each batch's mean carries 1/N of it, whatever the batch's size.
/// </remarks>
public sealed class Elbo
{
    private readonly torch.nn.Module<Tensor, Tensor> _network;
    private readonly Func<Tensor, Tensor, Tensor> _loss;
    private readonly IReadOnlyList<(string Name, IVariationalLayer Layer)> _layers;

    /// <summary>The bound of a network.</summary>
    /// <param name="network">
    /// From [N, …] inputs to [N, C, …] outputs, with <see cref="BayesianLayer"/>s, <see cref="ConcreteDropout"/>s or
    /// <see cref="VariationalDropout"/>s, or converted by <see cref="ModuleConversion.ToBayesian"/>. Belongs to the caller.
    /// </param>
    /// <param name="loss">
    /// From outputs and targets to one number: the mean over the batch of −ln p(y | x), with all constants that do not depend on the weights
    /// left out or not, such as <c>cross_entropy</c>. For a regression the noise's variance must be in it.
    /// </param>
    /// <param name="examples">Number N of training examples, by which the divergence is divided; at least 1.</param>
    /// <exception cref="ArgumentException"><paramref name="network"/> has no Bayesian layer.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="examples"/> is below 1.</exception>
    public Elbo(torch.nn.Module<Tensor, Tensor> network, Func<Tensor, Tensor, Tensor> loss, long examples)
    {
        _network = Guard.NotNull(network);
        _loss = Guard.NotNull(loss);
        Examples = WeightOperation.AtLeast(examples, 1);
        _layers = VariationalLayers.In(network);
    }

    /// <summary>Number N of training examples.</summary>
    public long Examples { get; }

    /// <summary>Σ KL(q ‖ p) over all weights, in nats, not weighted: a single number, with its gradient.</summary>
    public Tensor Kl() => VariationalLayers.Divergence(_layers);

    /// <summary>
    /// The bound's parts for a batch, by one pass of the network as it is: in training mode with random weights, in evaluation mode with
    /// the means.
    /// </summary>
    /// <param name="inputs">[B, …] inputs.</param>
    /// <param name="targets">Their targets, as the loss takes them.</param>
    /// <param name="annealing">Factor of the divergence beside 1/N, in [0, 1]: below 1 while the weights settle. Default 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="annealing"/> is not in [0, 1].</exception>
    /// <exception cref="ArgumentException"><paramref name="inputs"/> are empty, or the loss gives more than one number.</exception>
    public ElboTerms Evaluate(Tensor inputs, Tensor targets, double annealing = 1)
    {
        Guard.MinimumRank(inputs, 1, "[B, …]");
        Guard.NotNull(targets);
        Guard.InRange(annealing, 0, 1);
        using DisposeScope scope = torch.NewDisposeScope();
        return new ElboTerms(BatchLoss.Of(_network, _loss, inputs, targets), Kl(), annealing / Examples);
    }
}
