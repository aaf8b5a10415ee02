using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// A sampler over any function that is random by torch's global generator: a network whose own layers draw noise, in the mode that
/// the caller put it in. Draw s is the function's answer after that generator was seeded for draw s.
/// </summary>
/// <remarks>
/// What is promised is less than for samplers that know their network. The draws of a seed are the same on every run. But a function that
/// draws noise for each input gives an input noise that depends on its place in the batch, so draw s is no one function of an input. With a
/// <see cref="SamplingOptions.BatchSize"/> of 1 it is, at one call an input and draw. Since chunks of another size would
/// change the draws, that option alone decides it, and <see cref="SamplingOptions.MemoryLimit"/> has no effect. Nor can the modes or statistics of networks that
/// the function runs be put back: it is the caller's to set BatchNorm to evaluation mode. Runs without gradients. The states of CUDA
/// generators are not put back.
/// </remarks>
public sealed class StochasticFunction : IPosteriorPredictive
{
    private readonly Func<Tensor, Tensor> _function;
    private readonly StochasticFunctionOptions _options;

    /// <summary>Wraps a function.</summary>
    /// <param name="function">
    /// From [N, …] inputs, which it must leave as they are, to a new tensor of [N, C, …] outputs. Its noise comes from torch's global
    /// generator.
    /// </param>
    /// <param name="options">How to draw; null for the defaults.</param>
    public StochasticFunction(Func<Tensor, Tensor> function, StochasticFunctionOptions? options = null)
    {
        _function = Guard.NotNull(function);
        _options = options ?? new StochasticFunctionOptions();
    }

    /// <inheritdoc/>
    public int Draws => _options.Draws;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">
    /// The outputs are not [N, C, …]; or, of two draws or more, all give the same for the first chunk of inputs and none of them asked the
    /// generator (on CUDA, whose generators cannot be looked at: all give the same), so that the function would pass for certain.
    /// </exception>
    public void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default)
    {
        using IDisposable noGradient = torch.no_grad();
        using SeededPasses passes = new(_options.Seed, Draws, "function", _function);
        DrawLoop.Run(inputs, visit, Draws, _ => _options.BatchSize, passes.Run, cancellationToken);
    }
}
