using TorchSharp;
using Module = TorchSharp.torch.nn.Module;
using Parameter = TorchSharp.Modules.Parameter;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>One run of gradient descent on a negative evidence lower bound.</summary>
internal sealed class SviTraining(
    Module network,
    IEnumerable<(Tensor Inputs, Tensor Targets)> batches,
    Func<Tensor, Tensor, double, ElboTerms> evaluate,
    SviOptions options,
    IProgress<SviProgress>? progress,
    CancellationToken cancellationToken)
{
    private long _steps;
    private torch.optim.lr_scheduler.LRScheduler? _schedule;

    public IReadOnlyList<ElboValue> Run()
    {
        (Module Module, bool Training)[] modes = [.. NetworkModules.Of(network).Select(entry => (entry.Module, entry.Module.training))];
        using RandomStateScope random = new(options.Seed);
        using IDisposable gradient = torch.enable_grad();
        Parameter[] parameters = [.. network.parameters().Where(parameter => parameter.requires_grad)];
        using torch.optim.Optimizer optimizer = options.Optimizer?.Invoke(parameters) ?? torch.optim.Adam(parameters, options.LearningRate);
        _schedule = options.Schedule?.Invoke(optimizer);
        using SviSnapshot before = new(network);
        try
        {
            network.train();
            return [.. Enumerable.Range(1, options.Epochs).Select(epoch => Epoch(epoch, optimizer, before))];
        }
        finally
        {
            // Setting a module's mode sets its children's: parents come first, so that each child has the last word on itself.
            foreach ((Module module, bool training) in modes)
            {
                module.train(training);
            }
        }
    }

    private ElboValue Epoch(int epoch, torch.optim.Optimizer optimizer, SviSnapshot before)
    {
        List<ElboValue> values = [];
        foreach ((Tensor inputs, Tensor targets) in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Guard.MinimumRank(inputs, 1, "[B, …]");
            Guard.Finite(inputs);
            Guard.NotNull(targets);
            Guard.Finite(targets);
            values.Add(Step(optimizer, before, inputs, targets));
            progress?.Report(new SviProgress(epoch, options.Epochs, values.Count, values[^1]));
        }

        return values.Count > 0
            ? new ElboValue(
                values.Average(value => value.NegativeLogLikelihood), values.Average(value => value.Kl), values.Average(value => value.KlWeight))
            : throw Bad(
                epoch == 1 ? "must hold at least one batch; got none." : $"gave no batch in epoch {epoch}: it must be enumerable again.",
                nameof(batches));
    }

    private ElboValue Step(torch.optim.Optimizer optimizer, SviSnapshot before, Tensor inputs, Tensor targets)
    {
        before.Take();
        try
        {
            ElboValue value = Descend(optimizer, inputs, targets);
            if (!before.IsFiniteNow())
            {
                throw Diverged("it made weights that are infinite or not a number");
            }

            _steps++;
            _schedule?.step();
            return value;
        }
        catch
        {
            before.PutBack();
            throw;
        }
    }

    private ElboValue Descend(torch.optim.Optimizer optimizer, Tensor inputs, Tensor targets)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        optimizer.zero_grad();
        double annealing = options.AnnealingSteps == 0 ? 1 : Math.Min(1, (_steps + 1.0) / options.AnnealingSteps);
        using ElboTerms terms = evaluate(inputs.detach().clone(), targets, annealing);
        ElboValue value = terms.Value;
        if (!double.IsFinite(value.Loss))
        {
            throw Diverged($"the negative log-likelihood is {value.NegativeLogLikelihood} and the divergence {value.Kl}");
        }

        terms.Loss.backward();
        optimizer.step();
        return value;
    }

    /// <summary>An error in what the training was given.</summary>
    private static ArgumentException Bad(string message, string parameter) => new(message, parameter);

    private InvalidOperationException Diverged(string what) => new(
        $"The training diverged at step {_steps + 1}: {what}. The weights are as before that step. A lower LearningRate may help.");
}
