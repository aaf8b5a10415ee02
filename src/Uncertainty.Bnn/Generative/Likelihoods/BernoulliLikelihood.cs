using TorchSharp;
using Uncertainty.Bnn.Distributions;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>For inputs of zeros and ones: each is 1 with a probability whose logit the decoder gives, one for each value.</summary>
/// <remarks>
/// ln p(x | z) = Σ x ln p + (1 − x) ln(1 − p). Kingma, Welling, "Auto-Encoding Variational Bayes", ICLR 2014, Appendix C.1.
/// </remarks>
public sealed record BernoulliLikelihood : Likelihood
{
    /// <summary>
    /// Also take inputs between 0 and 1. Default false. For them the formula is no density of the input: it is the mean of ln p(b | z)
    /// over black and white inputs b that are 1 with probability x, and not to be compared with the other likelihoods.
    /// </summary>
    public bool GreyValues { get; init; }

    internal override void Check(Tensor inputs, string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor outside = GreyValues ? inputs.lt(0).logical_or(inputs.gt(1)) : inputs.ne(0).logical_and(inputs.ne(1));
        long count = outside.sum().item<long>();
        if (count > 0)
        {
            string expected = GreyValues ? "be in [0, 1]" : "be 0 or 1 (GreyValues lets values between them in)";
            throw new ArgumentException($"must {expected} for a Bernoulli likelihood; {count} of {inputs.numel()} values are not.", name);
        }
    }

    internal override Tensor LogProbability(Tensor inputs, Tensor outputs, Tensor? logScale) => SumOfEach(
        torch.nn.functional.binary_cross_entropy_with_logits(
            outputs.reshape(inputs.shape), inputs, null, torch.nn.Reduction.None)).neg();

    internal override Tensor Mean(Tensor outputs) => outputs.sigmoid();

    internal override Tensor Draw(Tensor outputs, Tensor? logScale, long seed)
    {
        using Bernoulli distribution = Bernoulli.FromLogits(outputs);
        return distribution.Sample([], seed);
    }
}
