using TorchSharp.Interop;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

public abstract class InstanceNorm : NormBase
{
    private const double DefaultMomentum = 0.1;

    public InstanceNorm(
        long num_features,
        double eps,
        double? momentum,
        bool affine,
        bool track_running_stats,
        Device? device,
        ScalarType? dtype,
        string name)
        : base(num_features, eps, momentum ?? DefaultMomentum, affine, track_running_stats, device, dtype, name)
    {
    }

    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        int channels = (int)(input.ndim - GetNumberOfBatchDimensions());
        if (input.size(channels) != num_features)
        {
            throw new ArgumentException(
                $"Dimension {channels} must have length {num_features} (num_features); got {input.size(channels)}.", nameof(input));
        }

        if (channels == 1)
        {
            return Normalize(input);
        }

        using Tensor batch = Aten.Call("unsqueeze", input, 0L);
        using Tensor normalized = Normalize(batch);
        return Aten.Call("squeeze.dim", normalized, 0L);
    }

    /// <summary>How many dimensions an unbatched input has.</summary>
    protected abstract long GetNumberOfBatchDimensions();

    private Tensor Normalize(Tensor input) => functional.instance_norm(
        input, running_mean, running_var, weight, bias, training || !track_running_stats, momentum ?? DefaultMomentum, eps);
}
