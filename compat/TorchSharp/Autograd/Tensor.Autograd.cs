using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The accumulated gradient under a new handle, or null where there is none yet.</summary>
        public Tensor? grad
        {
            get
            {
                NativeStatus.Check(NativeMethods.ts_tensor_get_grad(Handle, out nint result));
                GC.KeepAlive(this);
                return result == 0 ? null : new Tensor(result);
            }

            set
            {
                NativeStatus.Check(NativeMethods.ts_tensor_set_grad(Handle, value?.Handle ?? 0));
                GC.KeepAlive(value);
                GC.KeepAlive(this);
            }
        }

        public void backward() => autograd.backward([this]);

        public void backward(
            IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false,
            IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public void retain_grad() => Aten.Run("retain_grad", this);

        public Tensor detach() => Aten.Call("detach", this);

        public Tensor detach_()
        {
            Aten.Run("detach_", this);
            return this;
        }
    }
}
