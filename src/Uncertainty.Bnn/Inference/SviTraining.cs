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
    private readonly TrainingBatches _batches = new(batches, cancellationToken);

    public IReadOnlyList<ElboValue> Run()
    {
        using ModuleModes modes = new(network);
        using RandomStateScope random = new(options.Seed);
        using IDisposable gradient = torch.enable_grad();
        Parameter[] parameters = [.. network.parameters().Where(parameter => parameter.requires_grad)];
        using torch.optim.Optimizer optimizer = options.Optimizer?.Invoke(parameters) ?? torch.optim.Adam(parameters, options.LearningRate);
        torch.optim.lr_scheduler.LRScheduler? schedule = options.Schedule?.Invoke(optimizer);
        using TrainingSteps steps = new(network);
        network.train();
        return [.. Enumerable.Range(1, options.Epochs).Select(epoch => Epoch(epoch, optimizer, schedule, steps))];
    }

    private ElboValue Epoch(
        int epoch, torch.optim.Optimizer optimizer, torch.optim.lr_scheduler.LRScheduler? schedule, TrainingSteps steps)
    {
        List<ElboValue> values = [];
        foreach ((Tensor inputs, Tensor targets) in _batches.Pass($"epoch {epoch}"))
        {
            values.Add(steps.Take(() => Descend(optimizer, steps, inputs, targets)));
            schedule?.step();
            progress?.Report(new SviProgress(epoch, options.Epochs, values.Count, values[^1]));
        }

        return new ElboValue(
            values.Average(value => value.NegativeLogLikelihood), values.Average(value => value.Kl), values.Average(value => value.KlWeight));
    }

    private ElboValue Descend(torch.optim.Optimizer optimizer, TrainingSteps steps, Tensor inputs, Tensor targets)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        optimizer.zero_grad();
        double annealing = options.AnnealingSteps == 0 ? 1 : Math.Min(1, (steps.Taken + 1.0) / options.AnnealingSteps);
        using ElboTerms terms = evaluate(inputs.detach().clone(), targets, annealing);
        ElboValue value = terms.Value;
        if (!double.IsFinite(value.Loss))
        {
            throw steps.Diverged($"the negative log-likelihood is {value.NegativeLogLikelihood} and the divergence {value.Kl}");
        }

        terms.Loss.backward();
        optimizer.step();
        return value;
    }
}
