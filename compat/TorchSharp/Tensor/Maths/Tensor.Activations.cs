using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private const double OneEighth = 1.0 / 8.0;

        private const double OneThird = 1.0 / 3.0;

        public Tensor sigmoid() => Aten.Call("sigmoid", this);

        public Tensor sigmoid_() => InPlace("sigmoid_", this);

        public Tensor relu() => Aten.Call("relu", this);

        public Tensor relu_() => InPlace("relu_", this);

        public Tensor relu6() => Aten.Call("relu6", this);

        public Tensor relu6_() => InPlace("relu6_", this);

        public Tensor silu() => Aten.Call("silu", this);

        public Tensor silu_() => InPlace("silu_", this);

        public Tensor selu() => Aten.Call("selu", this);

        public Tensor selu_() => InPlace("selu_", this);

        public Tensor hardsigmoid() => Aten.Call("hardsigmoid", this);

        public Tensor hardsigmoid_() => InPlace("hardsigmoid_", this);

        public Tensor hardswish() => Aten.Call("hardswish", this);

        public Tensor hardswish_() => InPlace("hardswish_", this);

        public Tensor log_sigmoid() => Aten.Call("log_sigmoid", this);

        public Tensor gelu() => Aten.Call("gelu", this);

        public Tensor gelu(Modules.GELU.Approximate approximate) => Aten.Call("gelu", this, approximate.ToString());

        public Tensor gelu_() => Aten.Call("gelu_", this);

        public Tensor gelu_(Modules.GELU.Approximate approximate) => Aten.Call("gelu_", this, approximate.ToString());

        public Tensor softplus(double beta = 1, double threshold = 20) => Aten.Call("softplus", this, beta, threshold);

        public Tensor softmax(long dim, ScalarType? dtype = null) => special.softmax(this, dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => special.log_softmax(this, dim, dtype);

        public Tensor celu() => celu(1.0);

        public Tensor celu_() => celu_(1.0);

        public Tensor celu(Scalar alpha) => Aten.Call("celu", this, alpha);

        public Tensor celu_(Scalar alpha) => InPlace("celu_", this, alpha);

        public Tensor elu(double alpha = 1) => elu(alpha, 1.0, 1.0);

        public Tensor elu_(double alpha = 1) => elu_(alpha, 1.0, 1.0);

        public Tensor elu(Scalar alpha, Scalar scale, Scalar input_scale) => Aten.Call("elu", this, alpha, scale, input_scale);

        public Tensor elu_(Scalar alpha, Scalar scale, Scalar input_scale) => InPlace("elu_", this, alpha, scale, input_scale);

        public Tensor glu(long dim = -1) => Aten.Call("glu", this, dim);

        public Tensor hardtanh(Scalar min, Scalar max) => Aten.Call("hardtanh", this, min, max);

        public Tensor hardtanh_(Scalar min, Scalar max) => InPlace("hardtanh_", this, min, max);

        public Tensor leaky_relu(Scalar negative_slope) => Aten.Call("leaky_relu", this, negative_slope);

        public Tensor leaky_relu_(Scalar negative_slope) => InPlace("leaky_relu_", this, negative_slope);

        public Tensor rrelu(double lower = OneEighth, double upper = OneThird) => Aten.Call("rrelu", this, lower, upper);

        public Tensor rrelu_(double lower = OneEighth, double upper = OneThird) => InPlace("rrelu_", this, lower, upper);

        public Tensor threshold(Scalar threshold, Scalar value) => Aten.Call("threshold", this, threshold, value);

        public Tensor threshold_(Scalar threshold, Scalar value) => InPlace("threshold_", this, threshold, value);

        public Tensor prelu(Tensor target) => Aten.Call("prelu", this, target);
    }
}
