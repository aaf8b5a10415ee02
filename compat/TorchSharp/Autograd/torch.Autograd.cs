using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>
        /// The gradients of <paramref name="outputs"/> with respect to <paramref name="inputs"/>. An input that the outputs do
        /// not depend on is an error, or a null entry where <paramref name="allow_unused"/> is set.
        /// </summary>
        public static unsafe IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null,
            bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            nint[] outputHandles = Handles(outputs);
            nint[] inputHandles = Handles(inputs);
            nint[]? gradientHandles = grad_outputs is null ? null : Handles(grad_outputs);
            CheckCount(gradientHandles, outputHandles.Length, nameof(grad_outputs));
            nint[] results = new nint[inputHandles.Length];
            fixed (nint* to = outputHandles, from = inputHandles, gradients = gradientHandles, found = results)
            {
                NativeStatus.Check(NativeMethods.ts_grad(
                    to, outputHandles.Length, from, inputHandles.Length, gradients,
                    retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, found));
            }

            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            return results.Select(handle => handle == 0 ? null! : new Tensor(handle)).ToList();
        }

        public static unsafe void backward(
            IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false,
            IList<Tensor>? inputs = null)
        {
            nint[] tensorHandles = Handles(tensors);
            nint[]? gradientHandles = grad_tensors is null ? null : Handles(grad_tensors);
            CheckCount(gradientHandles, tensorHandles.Length, nameof(grad_tensors));
            nint[] inputHandles = inputs is null ? [] : Handles(inputs);
            fixed (nint* from = tensorHandles, gradients = gradientHandles, to = inputHandles)
            {
                NativeStatus.Check(NativeMethods.ts_backward(
                    from, tensorHandles.Length, gradients, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0,
                    to, inputHandles.Length));
            }

            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        public static void backward(
            Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false,
            IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(
            Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false,
            IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        private static nint[] Handles(IList<Tensor> tensors)
        {
            nint[] handles = new nint[tensors.Count];
            for (int i = 0; i < handles.Length; i++)
            {
                handles[i] = tensors[i].Handle;
            }

            return handles;
        }

        // The bridge reads one gradient a tensor; libtorch never gets to see a wrong count.
        private static void CheckCount(nint[]? gradients, int expected, string name)
        {
            if (gradients is not null && gradients.Length != expected)
            {
                throw new ArgumentException($"One gradient for each of {expected} tensors is needed; got {gradients.Length}.", name);
            }
        }
    }
}
