using TorchSharp.Interop;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

public abstract class BatchNorm : NormBase
{
    public BatchNorm(
        long num_features,
        double eps,
        double momentum,
        bool affine,
        bool track_running_stats,
        Device? device,
        ScalarType? dtype,
        string name)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
    {
    }

    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        bool updates = training && track_running_stats && num_batches_tracked is not null;
        if (updates)
        {
            Aten.Run("add_.Scalar", num_batches_tracked, 1L, 1L);
        }

        bool usesBatch = training || (running_mean is null && running_var is null);
        bool usesRunning = !training || track_running_stats;
        return functional.batch_norm(
            input,
            usesRunning ? running_mean : null,
            usesRunning ? running_var : null,
            weight,
            bias,
            usesBatch,
            momentum ?? (updates ? 1.0 / BatchesSeen() : 0.0),
            eps);
    }

    private double BatchesSeen() => Aten.CallScalar("item", num_batches_tracked).AsDouble;
}
