using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>What the randomness of its weights adds to a layer's outputs, by each of the estimators. Mean zero.</summary>
internal static class WeightNoise
{
    /// <summary>[N, …] the addend, of the current scope, with its gradient.</summary>
    /// <param name="operation">What the layer does.</param>
    /// <param name="input">[N, …] what it is given.</param>
    /// <param name="weights">The weight and, where there is one, the bias.</param>
    /// <param name="estimator">How.</param>
    public static Tensor Of(WeightOperation operation, Tensor input, IReadOnlyList<WeightNormal> weights, WeightEstimator estimator)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor weight = weights[0].Deviation();
        Tensor? bias = weights.Count > 1 ? weights[1].Deviation() : null;
        Tensor noise = estimator switch
        {
            WeightEstimator.Reparameterisation => operation.Run(input, Random(weight), bias is null ? null : Random(bias)),
            WeightEstimator.LocalReparameterisation => Local(operation, input, weight, bias),
            WeightEstimator.Flipout => Flipped(operation, input, weight, bias),
            _ => throw new ArgumentOutOfRangeException(nameof(estimator), estimator, "must be an estimator."),
        };
        return noise.MoveToOuterDisposeScope();
    }

    /// <summary>One sample μ + σ ε of a weight, of the current scope, with its gradient.</summary>
    public static Tensor Sample(WeightNormal weights)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return (weights.Mean + Random(weights.Deviation())).MoveToOuterDisposeScope();
    }

    /// <summary>σ ε, with ε standard normal.</summary>
    private static Tensor Random(Tensor deviation) => deviation * torch.randn_like(deviation).detach();

    private static Tensor Local(WeightOperation operation, Tensor input, Tensor weight, Tensor? bias)
    {
        Tensor variance = operation.Run(input.square(), weight.square(), bias?.square());

        // Where all inputs are zero the output is certain, and the root has no derivative; fast convolutions may round below zero there.
        Tensor certain = variance.le(0);
        Tensor deviation = variance.masked_fill(certain, 1).sqrt().masked_fill(certain, 0);
        return deviation * torch.randn_like(deviation).detach();
    }

    private static Tensor Flipped(WeightOperation operation, Tensor input, Tensor weight, Tensor? bias)
    {
        Tensor outputs = operation.Run(input * Signs(operation, input), Random(weight), null);
        if (bias is not null)
        {
            // The bias is the weight of an input that is one: it shares the outputs' signs.
            outputs = outputs + operation.Spread(Random(bias));
        }

        return outputs * Signs(operation, outputs);
    }

    private static Tensor Signs(WeightOperation operation, Tensor values) =>
        (torch.zeros(operation.Signs(values), dtype: values.dtype, device: values.device).bernoulli_(0.5) * 2) - 1;
}
