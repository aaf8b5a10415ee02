using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor normalize(Tensor input, double p = 2.0, long dim = 1L, double eps = 1e-12)
            {
                using Tensor norm = Aten.Call("norm.ScalarOpt_dim", input, p, new[] { dim }, true);
                using Tensor floored = Aten.Call("clamp_min", norm, eps);
                return Aten.Call("div.Tensor", input, floored);
            }

            public static Tensor batch_norm(
                Tensor input,
                Tensor? running_mean,
                Tensor? running_var,
                Tensor? weight = null,
                Tensor? bias = null,
                bool training = false,
                double momentum = 0.1,
                double eps = 1e-5)
            {
                if (training && input.Dimensions >= 2)
                {
                    CheckSeveralValues(input, input.size(1));
                }

                return Aten.Call("batch_norm", input, weight, bias, running_mean, running_var, training, momentum, eps, true);
            }

            public static Tensor group_norm(
                Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                Aten.Call("group_norm", input, num_groups, weight, bias, eps);

            public static Tensor instance_norm(
                Tensor input,
                Tensor? running_mean = null,
                Tensor? running_var = null,
                Tensor? weight = null,
                Tensor? bias = null,
                bool use_input_stats = true,
                double momentum = 0.1,
                double eps = 1e-5)
            {
                if (use_input_stats && running_var is not null && input.Dimensions >= 2)
                {
                    CheckSeveralValues(input, input.size(0) * input.size(1));
                }

                return Aten.Call(
                    "instance_norm", input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, true);
            }

            public static Tensor layer_norm(
                Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                Aten.Call("layer_norm", input, normalized_shape, weight, bias, eps);

            /// <summary>x / (k + α·mean of x² over a window of channels)^β; channels are dimension 1.</summary>
            public static Tensor local_response_norm(
                Tensor input, long size, double alpha = 0.0001, double beta = 0.75, double k = 1.0)
            {
                if (input.Dimensions < 3)
                {
                    throw new ArgumentException(
                        $"The input must have at least 3 dimensions; got {input.Dimensions}.", nameof(input));
                }

                long[] shape = input.shape;
                using Tensor square = Aten.Call("mul.Tensor", input, input);
                using Tensor volume = Aten.Call("reshape", square, new[] { shape[0], 1, shape[1], shape[2], -1 });
                using Tensor padded = Aten.Call("pad", volume, new[] { 0, 0, 0, 0, size / 2, (size - 1) / 2 });
                using Tensor mean = Aten.Call("avg_pool3d", padded, new[] { size, 1, 1 }, new[] { 1L, 1, 1 });
                using Tensor shaped = Aten.Call("reshape", mean, shape);
                using Tensor scaled = Aten.Call("mul.Scalar", shaped, alpha);
                using Tensor shifted = Aten.Call("add.Scalar", scaled, k);
                using Tensor divisor = Aten.Call("pow.Tensor_Scalar", shifted, beta);
                return Aten.Call("div.Tensor", input, divisor);
            }

            // One value has no variance: libtorch would carry NaN into the running statistics without a word.
            private static void CheckSeveralValues(Tensor input, long channels)
            {
                if (channels > 0 && input.NumberOfElements == channels)
                {
                    throw new ArgumentException(
                        $"Training needs more than 1 value per channel; got an input of shape [{string.Join(", ", input.shape)}].",
                        nameof(input));
                }
            }
        }
    }
}
