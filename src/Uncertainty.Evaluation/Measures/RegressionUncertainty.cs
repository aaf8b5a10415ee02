using System.Collections;
using TorchSharp;
using Uncertainty.Bnn;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// The uncertainties of a regression, as variances in the square of the target's unit, from the means μ_s and noise variances σ²_s
/// of S draws. Where the outputs are maps, every [N, D] here is [N, D, …]; <c>result[i]</c> gives the plain numbers of input i, where they are
/// not. Owns its tensors; none of them is to be disposed alone.
/// </summary>
/// <remarks>
/// Aleatoric mean σ²_s, epistemic variance of μ_s (divisor S), total their sum, the variance of the equal mixture: Kendall and
/// Gal, "What Uncertainties Do We Need in Bayesian Deep Learning for Computer Vision?", NeurIPS 2017, Eq. (9). Where each network gives a
/// variance of its own mean, the mean of those is epistemic too, by the law of total variance.
/// </remarks>
public sealed class RegressionUncertainty : UncertaintyResult, IReadOnlyList<RegressionAnswer>
{
    private RegressionTable? _table;

    /// <summary>Takes [N, D] mean of the means, their variance over the draws, and mean noise variance.</summary>
    private RegressionUncertainty(Tensor mean, Tensor epistemic, Tensor aleatoric)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor total = aleatoric + epistemic;

        Prediction = Own(mean);
        Aleatoric = Own(aleatoric);
        Epistemic = Own(epistemic);
        Total = Own(total);
        StandardDeviation = Own(total.sqrt());
    }

    private RegressionUncertainty(RegressionUncertainty whole, int start, int length)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Prediction = Part(whole.Prediction);
        Aleatoric = Part(whole.Aleatoric);
        Epistemic = Part(whole.Epistemic);
        Total = Part(whole.Total);
        StandardDeviation = Part(whole.StandardDeviation);

        Tensor Part(Tensor tensor) => Own(tensor.narrow(0, start, length));
    }

    /// <summary>[N, D] mean of the means.</summary>
    public override Tensor Prediction => Alive(field);

    /// <summary>[N, D] total variance.</summary>
    public override Tensor Total => Alive(field);

    /// <summary>[N, D] mean noise variance.</summary>
    public override Tensor Aleatoric => Alive(field);

    /// <summary>
    /// [N, D] variance of the means over the draws; of evidential networks with the mean of the variance that each gives its own mean.
    /// </summary>
    public override Tensor Epistemic => Alive(field);

    /// <summary>[N, D] square root of the total variance, in the target's unit.</summary>
    public Tensor StandardDeviation => Alive(field);

    /// <summary>All measures of one input. Copies all values of the result at the first call.</summary>
    /// <param name="index">Number of the input, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such input.</exception>
    /// <exception cref="InvalidOperationException">The result is one of maps: take <see cref="Slice"/>.</exception>
    public RegressionAnswer this[int index]
    {
        get
        {
            int input = CheckIndex(index);
            return (_table ??= new RegressionTable(this))[input];
        }
    }

    /// <inheritdoc/>
    public override RegressionUncertainty Slice(int start, int length = 1)
    {
        CheckSlice(start, length);
        return new RegressionUncertainty(this, start, length);
    }

    /// <summary>The answers for all inputs, in order.</summary>
    /// <exception cref="InvalidOperationException">The result is one of maps: take <see cref="Slice"/>.</exception>
    public IEnumerator<RegressionAnswer> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Reads draws of means and noise variances.</summary>
    /// <param name="means">[S, N, D] means of D outputs.</param>
    /// <param name="variances">[S, N, D] noise variances, each at least 0.</param>
    /// <exception cref="ArgumentException">
    /// The two differ in shape, hold infinities or not-a-numbers, or a variance is negative.
    /// </exception>
    public static RegressionUncertainty FromMoments(PredictiveSamples means, PredictiveSamples variances)
    {
        Guard.NotNull(means);
        Guard.NotNull(variances);
        Guard.Finite(means.Values, nameof(means));
        Variances(variances.Values, means.Values.shape, nameof(variances));
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        return new RegressionUncertainty(means.Mean(), means.Variance(), variances.Mean());
    }

    /// <summary>Reads the moments of draws of means, and the mean noise variances: the same measures without the draws.</summary>
    /// <param name="means">
    /// Moments of [N, D] means, from <see cref="PosteriorPredictiveExtensions.Moments"/>. Stay the caller's to dispose; mean and variance
    /// share their memory with the result.
    /// </param>
    /// <param name="variances">
    /// [N, D] mean over the draws of the noise variances, each at least 0: what a head says, or <see cref="PredictiveMoments.Mean"/> of
    /// draws of variances.
    /// </param>
    /// <param name="withinDraws">
    /// [N, D] mean over the draws of the variance that each network gives its own mean (<see cref="RegressionReading.Epistemic"/>), each at
    /// least 0; null where networks say nothing of it.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The arguments differ in shape, or variances hold infinities or not-a-numbers, or one of them is negative.
    /// </exception>
    public static RegressionUncertainty FromMoments(PredictiveMoments means, Tensor variances, Tensor? withinDraws = null)
    {
        Guard.NotNull(means);
        Guard.NotNull(variances);
        Variances(variances, means.Mean.shape, nameof(variances));
        if (withinDraws is not null)
        {
            Variances(withinDraws, means.Mean.shape, nameof(withinDraws));
        }

        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        Tensor epistemic = withinDraws is null ? means.Variance.detach() : means.Variance + withinDraws;
        return new RegressionUncertainty(means.Mean.detach(), epistemic, variances.clone());
    }

    private static void Variances(Tensor variances, long[] shape, string name)
    {
        Guard.Finite(variances, name);
        if (!shape.AsSpan().SequenceEqual(variances.shape))
        {
            throw new ArgumentException(
                $"must have the shape of means, [{string.Join(", ", shape)}]; got [{string.Join(", ", variances.shape)}].",
                name);
        }

        using DisposeScope scope = torch.NewDisposeScope();
        double lowest = variances.detach().min().to_type(torch.ScalarType.Float64).item<double>();
        if (lowest < 0)
        {
            throw new ArgumentException($"must be at least 0; the lowest is {lowest}.", name);
        }
    }
}
