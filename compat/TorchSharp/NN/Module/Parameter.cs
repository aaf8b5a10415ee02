using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    /// <summary>
    /// A tensor that a module learns. It takes the handle of the tensor it is made from, and its place in that one's scope.
    /// </summary>
    public class Parameter : torch.Tensor
    {
        public Parameter(torch.Tensor data, bool requires_grad = true)
            : base(Require(data, requires_grad), register: false) =>
            DisposeScope.ReplaceWith(data, this);

        /// <summary>Fills the gradient, where there is one, with zeros, and lets go of the graph that it came from.</summary>
        internal void ZeroGradient()
        {
            using torch.Tensor? gradient = grad;
            if (gradient is { requires_grad: true })
            {
                gradient.detach_();
            }

            gradient?.zero_();
        }

        private static nint Require(torch.Tensor data, bool requires_grad)
        {
            data.requires_grad = requires_grad;
            return data.MoveHandle();
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }

    public static partial class TensorExtensionMethods
    {
        public static Parameter AsParameter(this torch.Tensor tensor) => new(tensor);
    }
}
