using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor relu(Tensor x, bool inplace = false) =>
                Aten.Call(inplace ? "relu_" : "relu", x);

            public static Tensor relu6(Tensor x, bool inplace = false) =>
                Aten.Call(inplace ? "relu6_" : "relu6", x);

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                Aten.Call(inplace ? "leaky_relu_" : "leaky_relu", input, negative_slope);

            public static Tensor prelu(Tensor input, Tensor weight) => Aten.Call("prelu", input, weight);

            public static Tensor rrelu(Tensor x, double lower = 1.0 / 8, double upper = 1.0 / 3, bool inplace = false) =>
                Aten.Call(inplace ? "rrelu_" : "rrelu", x, lower, upper);

            public static Tensor threshold(Tensor x, double threshold, double value, bool inplace = false) =>
                Aten.Call(inplace ? "threshold_" : "threshold", x, threshold, value);

            public static Tensor hardtanh(Tensor x, double min_val = -1.0, double max_val = 1.0, bool inplace = false) =>
                Aten.Call(inplace ? "hardtanh_" : "hardtanh", x, min_val, max_val);

            public static Tensor elu(Tensor x, double alpha, bool inplace = false) =>
                Aten.Call(inplace ? "elu_" : "elu", x, alpha);

            public static Tensor celu(Tensor x, double alpha, bool inplace = false) =>
                Aten.Call(inplace ? "celu_" : "celu", x, alpha);

            public static Tensor selu(Tensor x, bool inplace = false) =>
                Aten.Call(inplace ? "selu_" : "selu", x);

            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => Aten.Call("softplus", x, beta, threshold);

            public static Tensor gelu(Tensor x) => gelu(x, inplace: false);

            public static Tensor gelu(Tensor x, bool inplace) => gelu(x, Modules.GELU.Approximate.none, inplace);

            public static Tensor gelu(Tensor x, Modules.GELU.Approximate approximate, bool inplace = false) =>
                Aten.Call(inplace ? "gelu_" : "gelu", x, approximate.ToString());

            public static Tensor glu(Tensor input, long dim = -1) => Aten.Call("glu", input, dim);

            public static Tensor silu(Tensor x, bool inplace = false) =>
                Aten.Call(inplace ? "silu_" : "silu", x);

            public static Tensor mish(Tensor x, bool inplace = false) =>
                Aten.Call(inplace ? "mish_" : "mish", x);

            public static Tensor hardswish(Tensor input, bool inplace = false) =>
                Aten.Call(inplace ? "hardswish_" : "hardswish", input);

            public static Tensor sigmoid(Tensor x) => sigmoid(x, inplace: false);

            public static Tensor sigmoid(Tensor x, bool inplace) => Aten.Call(inplace ? "sigmoid_" : "sigmoid", x);

            public static Tensor logsigmoid(Tensor x) => Aten.Call("log_sigmoid", x);

            public static Tensor hardsigmoid(Tensor input, bool inplace = false) =>
                Aten.Call(inplace ? "hardsigmoid_" : "hardsigmoid", input);

            public static Tensor tanh(Tensor x, bool inplace = false) =>
                Aten.Call(inplace ? "tanh_" : "tanh", x);

            public static Tensor softsign(Tensor x, bool inplace = false)
            {
                using Tensor size = Aten.Call("abs", x);
                using Tensor divisor = Aten.Call("add.Scalar", size, 1);
                return Aten.Call(inplace ? "div_.Tensor" : "div.Tensor", x, divisor);
            }

            public static Tensor tanhshrink(Tensor x, bool inplace = false)
            {
                using Tensor bent = Aten.Call("tanh", x);
                return Aten.Call(inplace ? "sub_.Tensor" : "sub.Tensor", x, bent);
            }

            public static Tensor hardshrink(Tensor x, double lambda = 0.5) => Aten.Call("hardshrink", x, lambda);

            public static Tensor softshrink(Tensor x, double lambda = 0.5) => Aten.Call("softshrink", x, lambda);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) =>
                Aten.Call("softmax.int", input, dim, dtype);

            public static Tensor softmax2d(Tensor x) => softmax(x, -3);

            public static Tensor log_softmax(Tensor x, long dim) => Aten.Call("log_softmax.int", x, dim);

            public static Tensor softmin(Tensor x, long dim)
            {
                using Tensor negative = Aten.Call("neg", x);
                return softmax(negative, dim);
            }
        }
    }
}
