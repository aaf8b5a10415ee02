using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>Log-variances of the noise on each logit, learned by the loss of <see cref="NoisyLogitsOutput"/> with a generator of its own.</summary>
internal sealed class ClassificationTask(AleatoricHeadOptions options) : IHeadTask, IDisposable
{
    private readonly torch.Generator _generator = new((ulong)options.Seed);

    public void Look(Tensor outputs, Tensor targets) => HeteroscedasticLoss.CheckLabels(targets, outputs.shape);

    public int Columns(int outputs) => outputs;

    public Tensor Loss(Tensor outputs, Tensor numbers, Tensor targets)
    {
        HeadTrainer.CheckFinite(numbers, "what the head gives");
        using DisposeScope scope = torch.NewDisposeScope();
        NoisyLogitsOutput output = new((int)outputs.shape[1], options.NoiseDraws);
        Tensor raw = Positions.Rows(torch.cat([outputs, numbers], 1));
        return output.Loss(raw, targets.reshape(-1), _generator).MoveToOuterDisposeScope();
    }

    public void Finish(HeadLayer layer)
    {
    }

    public void Dispose() => _generator.Dispose();
}
