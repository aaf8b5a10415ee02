using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>
            /// Scales the gradients, taken as one vector, down to the norm <paramref name="max_norm"/> where theirs is larger, and
            /// returns what it was.
            /// </summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                using DisposeScope scope = NewDisposeScope();
                List<Tensor> gradients = Gradients(tensors);
                if (gradients.Count == 0)
                {
                    return 0;
                }

                Tensor[] norms = [.. gradients.Select(gradient => Aten.Call("linalg_vector_norm", gradient, norm_type))];
                Tensor total = norm_type == 0
                    ? ones([], dtype: norms[0].dtype, device: norms[0].device).mul(norms.Length)
                    : Aten.Call("linalg_vector_norm", Aten.Call("stack", norms), norm_type);
                Tensor factor = total.add(1e-6).reciprocal().mul(max_norm).clamp(max: 1.0);
                foreach (Tensor gradient in gradients)
                {
                    gradient.mul_(factor);
                }

                return total.ToDouble();
            }

            /// <summary>Holds each element of the gradients to [-clip_value, clip_value].</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using DisposeScope scope = NewDisposeScope();
                foreach (Tensor gradient in Gradients(tensors))
                {
                    Aten.Run("clamp_", gradient, -clip_value, clip_value);
                }
            }

            /// <summary>All values, one tensor after the other, as one vector.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor[] flat = [.. tensors.Select(tensor => tensor.reshape(-1))];
                return Aten.Call("cat", flat, 0L).MoveToOuterDisposeScope();
            }

            /// <summary>Makes the tensors views, in their order, of a vector of all values: they share its memory.</summary>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using DisposeScope scope = NewDisposeScope();
                List<Parameter> targets = [.. tensors];
                long needed = targets.Sum(target => target.NumberOfElements);
                if (vec.Dimensions != 1 || vec.NumberOfElements != needed)
                {
                    throw new ArgumentException(
                        $"A vector of {needed} elements is needed; got shape [{string.Join(", ", vec.shape)}].", nameof(vec));
                }

                Tensor values = vec.detach();
                long start = 0;
                foreach (Parameter target in targets)
                {
                    long length = target.NumberOfElements;
                    Tensor part = Aten.Call("narrow", values, 0L, start, length).view(target.shape);
                    NativeStatus.Check(NativeMethods.ts_tensor_set_data(target.Handle, part.Handle));
                    start += length;
                }
            }

            // Handles that autograd does not watch, on the gradients themselves.
            private static List<Tensor> Gradients(IEnumerable<Parameter> tensors)
            {
                List<Tensor> gradients = [];
                foreach (Parameter parameter in tensors)
                {
                    using Tensor? gradient = parameter.grad;
                    if (gradient is not null)
                    {
                        gradients.Add(gradient.detach());
                    }
                }

                return gradients;
            }
        }
    }
}
