using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Fills tensors with starting values, in place and out of any graph's sight, and returns the tensor given.</summary>
        public static partial class init
        {
            public enum NonlinearityType
            {
                Linear = 0,
                Conv1D = 1,
                Conv2D = 2,
                Conv3D = 3,
                ConvTranspose1D = 4,
                ConvTranspose2D = 5,
                ConvTranspose3D = 6,
                Sigmoid = 7,
                Tanh = 8,
                ReLU = 9,
                LeakyReLU = 10,
            }

            public enum FanInOut
            {
                FanIn = 0,
                FanOut = 1,
            }

            /// <summary>The scale of weights before a nonlinearity; <paramref name="param"/> is a leaky ReLU's slope.</summary>
            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0.0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3.0,
                NonlinearityType.ReLU => Math.Sqrt(2.0),
                NonlinearityType.LeakyReLU => Math.Sqrt(2.0 / (1.0 + (param * param))),
                _ when Enum.IsDefined(nonlinearity) => 1.0,
                _ => throw new ArgumentOutOfRangeException(nameof(nonlinearity), nonlinearity, "is not a nonlinearity."),
            };

            /// <summary>The inputs and outputs of one unit: a dimension's length times the elements of the receptive field.</summary>
            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                long[] shape = tensor.shape;
                if (shape.Length < 2)
                {
                    throw new ArgumentException($"A fan needs at least 2 dimensions; got {shape.Length}.", nameof(tensor));
                }

                long field = 1;
                for (int i = 2; i < shape.Length; i++)
                {
                    field *= shape[i];
                }

                return (shape[1] * field, shape[0] * field);
            }

            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1);

            public static Tensor zeros_(Tensor tensor) => constant_(tensor, 0);

            public static Tensor constant_(Tensor tensor, Scalar val) => Fill(tensor, "fill_.Scalar", val);

            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) =>
                Fill(tensor, "uniform_", low, high, generator);

            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
                Fill(tensor, "normal_", mean, std, generator);

            /// <summary>Draws from N(mean, std²) held to [a, b], by the inverse of its distribution function.</summary>
            public static Tensor trunc_normal_(
                Tensor tensor, double mean = 0.0, double std = 1.0, double a = -2.0, double b = 2.0, Generator? generator = null)
            {
                double low = Erf((a - mean) / (std * Math.Sqrt(2.0)));
                double high = Erf((b - mean) / (std * Math.Sqrt(2.0)));
                using Tensor values = tensor.detach();
                Aten.Run("uniform_", values, low, high, generator);
                Aten.Run("erfinv_", values);
                Aten.Run("mul_.Scalar", values, std * Math.Sqrt(2.0));
                Aten.Run("add_.Scalar", values, mean);
                Aten.Run("clamp_", values, a, b);
                return tensor;
            }

            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1.0)
            {
                double bound = Math.Sqrt(3.0) * XavierDeviation(tensor, gain);
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor xavier_normal_(Tensor tensor, double gain = 1.0) =>
                normal_(tensor, 0, XavierDeviation(tensor, gain));

            public static Tensor glorot_uniform_(Tensor tensor, double gain = 1.0) => xavier_uniform_(tensor, gain);

            public static Tensor glorot_normal_(Tensor tensor, double gain = 1.0) => xavier_normal_(tensor, gain);

            public static Tensor kaiming_uniform_(
                Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                double bound = Math.Sqrt(3.0) * KaimingDeviation(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor kaiming_normal_(
                Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, KaimingDeviation(tensor, a, mode, nonlinearity));

            private static double XavierDeviation(Tensor tensor, double gain)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                return gain * Math.Sqrt(2.0 / (fanIn + fanOut));
            }

            private static double KaimingDeviation(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            // A detached handle shares the values, and autograd lets it be written even where the tensor is a leaf.
            private static Tensor Fill(Tensor tensor, string op, params ReadOnlySpan<Argument> arguments)
            {
                using Tensor values = tensor.detach();
                Aten.Run(op, [values, .. arguments]);
                return tensor;
            }

            private static double Erf(double value)
            {
                using Tensor scalar = Aten.Call("scalar_tensor", value, ScalarType.Float64);
                using Tensor result = Aten.Call("erf", scalar);
                return Aten.CallScalar("item", result).AsDouble;
            }
        }
    }
}
