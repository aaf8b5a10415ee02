using System.Reflection;
using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public Module _to(Tensor other, bool non_blocking) => _to(other.device, other.dtype, non_blocking);

            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                CheckType(dtype);
                _toEpilog(device, dtype, non_blocking);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                _toEpilog(deviceType, deviceIndex, non_blocking);
                return this;
            }

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                CheckType(dtype);
                _toEpilog(dtype, non_blocking);
                return this;
            }

            protected void _toEpilog(ScalarType dtype, bool non_blocking) => _toEpilog(dtype, null, non_blocking);

            protected void _toEpilog(Device device, ScalarType dtype, bool non_blocking) => _toEpilog(dtype, device, non_blocking);

            protected void _toEpilog(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
                _toEpilog(null, new Device(deviceType, deviceIndex), non_blocking);

            /// <summary>
            /// Moves what is below, then what is here. A parameter or buffer that must change becomes a new object, which takes the
            /// old one's name and its property or field; the old one is disposed.
            /// </summary>
            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                foreach ((string _, Module child) in named_children().ToList())
                {
                    _ = (dtype, device) switch
                    {
                        (ScalarType type, null) => child._to(type, non_blocking),
                        (null, not null) => child._to(device.type, device.index, non_blocking),
                        (ScalarType type, not null) => child._to(device, type, non_blocking),
                        _ => throw new ArgumentException("A device, an element type or both are needed."),
                    };
                }

                foreach ((string key, Parameter old) in named_parameters(false).ToList())
                {
                    if (ReplaceParameter(dtype, device, old, out Parameter? fresh))
                    {
                        if (!Assign(key, fresh!) || (_internal_params.TryGetValue(key, out Parameter? held) && ReferenceEquals(held, old)))
                        {
                            ConditionallyRegisterParameter(key, fresh);
                        }

                        old.Dispose();
                    }
                }

                foreach ((string key, Tensor old) in named_buffers(false).ToList())
                {
                    bool persistent = !_internal_buffers.TryGetValue(key, out (Tensor Tensor, bool Persistent) entry) || entry.Persistent;
                    if (ReplaceBuffer(dtype, device, old, out Tensor? fresh))
                    {
                        if (!Assign(key, fresh!)
                            || (_internal_buffers.TryGetValue(key, out (Tensor Tensor, bool) held) && held.Tensor.IsInvalid))
                        {
                            ConditionallyRegisterBuffer(key, fresh, persistent);
                        }
                    }
                }
            }

            /// <summary>A copy of a buffer where it must change, the old one disposed. Integer buffers keep their type.</summary>
            protected static bool ReplaceBuffer(ScalarType? dtype, Device? device, Tensor buffer, out Tensor? result)
            {
                result = Convert(buffer, dtype, device)?.DetachFromDisposeScope();
                if (result is null)
                {
                    return false;
                }

                buffer.Dispose();
                return true;
            }

            /// <summary>A new parameter, with its gradient, where it must change. The old one is left to the caller.</summary>
            protected static bool ReplaceParameter(ScalarType? dtype, Device? device, Parameter param, out Parameter? p)
            {
                p = null;
                using Tensor? gradient = param.grad;
                Tensor? data = Convert(param, dtype, device);
                using Tensor? converted = gradient is null ? null : Convert(gradient, dtype, device);
                if (data is null && converted is null)
                {
                    return false;
                }

                p = new Parameter(data ?? param.detach(), param.requires_grad);
                p.DetachFromDisposeScope();
                if (gradient is not null)
                {
                    p.grad = converted ?? gradient;
                }

                return true;
            }

            protected static (Device device, ScalarType dtype) GetDefaultDeviceAndType(Device? device = null, ScalarType? dtype = null) =>
                (device ?? get_default_device(), dtype ?? get_default_dtype());

            /// <summary>A converted copy that no graph knows of; null where nothing changes.</summary>
            private static Tensor? Convert(Tensor tensor, ScalarType? dtype, Device? device)
            {
                ScalarType type = dtype is ScalarType wanted && !is_integral(tensor.dtype) ? wanted : tensor.dtype;
                Device place = tensor.device;
                bool moves = device is not null
                    && (device.type != place.type || (device.index >= 0 && place.index >= 0 && device.index != place.index));
                if (type == tensor.dtype && !moves)
                {
                    return null;
                }

                using Tensor detached = tensor.detach();
                return Aten.Call("_to_copy", detached, type, Argument.None, moves ? device : null);
            }

            private static void CheckType(ScalarType dtype)
            {
                if (!is_floating_point(dtype) && !is_complex(dtype))
                {
                    throw new ArgumentException($"A module's parameters are floating point or complex; got {dtype}.", nameof(dtype));
                }
            }

            /// <summary>Hands a component to the property or field of its name; false where only the registration holds it.</summary>
            private bool Assign(string component, Tensor value)
            {
                PropertyInfo? property = Array.Find(
                    GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance),
                    candidate => candidate.Name == component && candidate.CanWrite && candidate.PropertyType.IsInstanceOfType(value));
                if (property is not null)
                {
                    property.SetValue(this, value);
                    return true;
                }

                ModuleFields.Find(GetType(), component)?.SetValue(this, value);
                return false;
            }
        }
    }
}
