using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// Residuals under a family of distributions. Each target's are measured in units of their own mean size, so that the scale of 1 that training
/// starts at is about right whatever unit the target has.
/// </summary>
/// <param name="chosen">The family; null for normal residuals.</param>
internal sealed class RegressionTask(LocationScaleOutput? chosen) : IHeadTask
{
    private double _count;
    private double[] _residuals = [];
    private double[] _targets = [];
    private double[] _units = [];

    /// <summary>The family; known once a batch was seen.</summary>
    public LocationScaleOutput? Output { get; private set; }


    public void Look(Tensor outputs, Tensor targets)
    {
        Output ??= Family(chosen, (int)outputs.shape[1]);
        if (!targets.shape.AsSpan().SequenceEqual(outputs.shape))
        {
            throw new ArgumentException(
                $"must have the shape of the outputs, nothing is broadcast: [{string.Join(", ", outputs.shape)}]; "
                + $"got [{string.Join(", ", targets.shape)}].",
                nameof(targets));
        }

        _residuals = Add(_residuals, targets - outputs);
        _targets = Add(_targets, targets);
        _count += (double)outputs.numel() / outputs.shape[1];
    }

    public int Columns(int outputs)
    {
        // Where the network hits every target, what is left is rounding.
        _units = [.. _residuals.Zip(_targets, (residual, target) => Math.Max(residual, 1e-7 * target) / _count).Select(unit => unit > 0 ? unit : 1)];
        return Output!.Columns - outputs;
    }

    public Tensor Loss(Tensor outputs, Tensor numbers, Tensor targets)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        HeadTrainer.CheckFinite(numbers, "what the head gives");
        Tensor residuals = Positions.Map(Positions.Rows(targets - outputs) / torch.tensor(_units).to(outputs.device), outputs);
        return Output!.Loss(torch.cat([torch.zeros_like(outputs), numbers], 1), residuals.to_type(outputs.dtype)).MoveToOuterDisposeScope();
    }

    /// <summary>From units of the mean residual to the targets' own.</summary>
    public void Finish(HeadLayer layer)
    {
        (double[] factors, double[] shifts) = OutputFamilies.InUnits(Output!, _units);
        layer.Rescale(factors, shifts);
    }

    private static double[] Add(double[] sums, Tensor values)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        double[] more = Positions.Rows(values).to_type(torch.ScalarType.Float64).abs().sum([0]).cpu().data<double>().ToArray();
        return sums.Length == 0 ? more : [.. sums.Zip(more, (sum, next) => sum + next)];
    }

    private static LocationScaleOutput Family(LocationScaleOutput? output, int outputs)
    {
        LocationScaleOutput family = output ?? new GaussianOutput(outputs);
        return family.Targets == outputs
            ? family
            : throw new ArgumentException($"is for {family.Targets} targets, and the network gives {outputs}.", nameof(output));
    }
}
