using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>Makes and trains the members of an ensemble, one after the other.</summary>
/// <remarks>
/// Never side by side: weights, dropout and shuffling draw from torch's one global generator, and what each thread got of it would
/// depend on their race.
/// </remarks>
internal sealed class MemberTraining(
    Func<long, torch.nn.Module<Tensor, Tensor>> factory,
    IEnumerable<(Tensor Inputs, Tensor Targets)> batches,
    Func<Tensor, Tensor, Tensor> loss,
    EnsembleTrainingOptions options,
    IProgress<EnsembleProgress>? progress,
    CancellationToken cancellationToken)
{
    private readonly TrainingBatches _batches = new(batches, cancellationToken);

    /// <summary>The trained members, in evaluation mode; the caller's.</summary>
    public IReadOnlyList<torch.nn.Module<Tensor, Tensor>> Run()
    {
        MemberSet members = new();
        try
        {
            for (int member = 0; member < options.Members; member++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                long seed = Seeds.Derive(options.Seed, member);
                torch.nn.Module<Tensor, Tensor> network = Make(members, Seeds.Derive(seed, 0));
                using RandomStateScope random = new(Seeds.Derive(seed, 1));
                Train(network, member + 1);
                network.eval();
            }

            return members.All;
        }
        catch
        {
            members.Dispose();
            throw;
        }
    }

    private torch.nn.Module<Tensor, Tensor> Make(MemberSet members, long seed)
    {
        using RandomStateScope random = new(seed);
        return members.Add(() => factory(seed), nameof(factory));
    }

    private void Train(torch.nn.Module<Tensor, Tensor> network, int member)
    {
        using IDisposable gradient = torch.enable_grad();
        using torch.optim.Optimizer optimizer = options.Optimizer is null
            ? torch.optim.Adam(network.parameters(), options.LearningRate)
            : options.Optimizer(network);
        network.train();
        for (int epoch = 1; epoch <= options.Epochs; epoch++)
        {
            int batch = 0;
            foreach ((Tensor inputs, Tensor targets) in _batches.Pass($"epoch {epoch} of member {member}"))
            {
                if (options.AdversarialStep is not null)
                {
                    Guard.FloatingPoint(inputs);
                }

                double value = Step(network, optimizer, inputs, targets, member);
                batch++;
                progress?.Report(new EnsembleProgress(member, options.Members, epoch, options.Epochs, batch, value));
            }
        }
    }

    private double Step(
        torch.nn.Module<Tensor, Tensor> network, torch.optim.Optimizer optimizer, Tensor inputs, Tensor targets, int member)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        optimizer.zero_grad();
        Tensor objective = options.AdversarialStep is { } step
            ? Adversarial(network, inputs, targets, step)
            : Loss(network, inputs.detach().clone(), targets);
        double value = BatchLoss.Number(objective);
        if (!double.IsFinite(value))
        {
            throw new InvalidOperationException(
                $"The training of member {member} diverged: the loss is {value}. A lower LearningRate may help.");
        }

        objective.backward();
        optimizer.step();
        return value;
    }

    /// <summary>The loss of the batch, and that of the batch moved by the sign of the loss's gradient; the move is held fixed.</summary>
    private Tensor Adversarial(torch.nn.Module<Tensor, Tensor> network, Tensor inputs, Tensor targets, double step)
    {
        Tensor point = inputs.detach().clone().requires_grad_(true);
        Tensor clean = Loss(network, point.clone(), targets);
        Tensor? gradient = clean.requires_grad
            ? torch.autograd.grad([clean], [point], retain_graph: true, allow_unused: true)[0]
            : null;
        if (gradient is null || gradient.IsInvalid)
        {
            throw new InvalidOperationException(
                "The loss has no gradient with respect to the inputs, which adversarial training follows: the network cuts it off.");
        }

        Tensor moved = (point + (gradient.sign() * step)).detach();
        return clean + Loss(network, moved, targets);
    }

    private Tensor Loss(torch.nn.Module<Tensor, Tensor> network, Tensor inputs, Tensor targets) =>
        BatchLoss.Of(network, loss, inputs, targets);
}
