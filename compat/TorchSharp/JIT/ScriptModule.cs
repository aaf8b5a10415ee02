using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class jit
    {
        /// <summary>
        /// A TorchScript module. Modules below it come as new objects on the same native modules: what is set on one shows in all,
        /// and each is disposed on its own.
        /// </summary>
        public partial class ScriptModule : nn.Module
        {
            private readonly ScriptHandle _script;
            private bool _isDisposing;

            /// <summary>A loaded module owns its tensors; one that was only looked up leaves them to the scope it was looked up in.</summary>
            internal ScriptModule(nint handle, bool lookedUp = false)
                : base(string.Empty)
            {
                _script = new ScriptHandle(handle);
                NativeStatus.Check(NativeMethods.ts_script_parameters(handle, 1, out Value parameters));
                foreach ((string key, Value value) in Pairs(parameters))
                {
                    Tensor tensor = new(value.Pointer);
                    Parameter parameter = new(tensor, tensor.requires_grad);
                    register_parameter(key, parameter);
                    if (!lookedUp)
                    {
                        parameter.DetachFromDisposeScope();
                    }
                }

                NativeStatus.Check(NativeMethods.ts_script_buffers(handle, 1, out Value buffers));
                foreach ((string key, Value value) in Pairs(buffers))
                {
                    Tensor buffer = new(value.Pointer);
                    register_buffer(key, buffer);
                    if (!lookedUp)
                    {
                        buffer.DetachFromDisposeScope();
                    }
                }
            }

            public override bool training
            {
                get
                {
                    NativeStatus.Check(NativeMethods.ts_script_is_training(Script, out int on));
                    GC.KeepAlive(this);
                    return on != 0;
                }
            }

            /// <summary>The qualified name of the module's TorchScript class, such as __torch__.torch.nn.modules.dropout.Dropout.</summary>
            internal string TypeName
            {
                get
                {
                    NativeStatus.Check(NativeMethods.ts_script_type_name(Script, out Value text));
                    GC.KeepAlive(this);
                    return ScriptValues.TakeText(text);
                }
            }

            private nint Script
            {
                get
                {
                    ObjectDisposedException.ThrowIf(_script.IsClosed, this);
                    return _script.DangerousGetHandle();
                }
            }

            /// <summary>Sets the mode of this module and all below. Traced modules keep the mode that they were traced in.</summary>
            public override void train(bool on = true)
            {
                NativeStatus.Check(NativeMethods.ts_script_train(Script, on ? 1 : 0));
                GC.KeepAlive(this);
            }

            public override void eval() => train(false);

            public override IEnumerable<(string name, nn.Module module)> named_children()
            {
                if (_isDisposing)
                {
                    return [];
                }

                NativeStatus.Check(NativeMethods.ts_script_children(Script, out Value children));
                GC.KeepAlive(this);
                return Pairs(children).ConvertAll(
                    child => (child.Name, (nn.Module)new ScriptModule(child.Value.Pointer, lookedUp: true)));
            }

            /// <summary>All modules below, each before what is below it.</summary>
            public override IEnumerable<(string name, nn.Module module)> named_modules()
            {
                List<(string, nn.Module)> found = [];
                foreach ((string child, nn.Module module) in named_children())
                {
                    found.Add((child, module));
                    foreach ((string key, nn.Module below) in module.named_modules())
                    {
                        found.Add(($"{child}.{key}", below));
                    }
                }

                return found;
            }

            protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) =>
                Convert(device, dtype);

            protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
                Convert(new Device(deviceType, deviceIndex), null);

            protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => Convert(null, dtype);

            protected override void Dispose(bool disposing)
            {
                if (disposing)
                {
                    // The base disposes what is below, which here would be made anew for that alone.
                    _isDisposing = true;
                    base.Dispose(disposing);
                    _isDisposing = false;
                    _script.Dispose();
                }
            }

            internal void Save(string filename)
            {
                NativeStatus.Check(NativeMethods.ts_script_save(Script, filename));
                GC.KeepAlive(this);
            }

            private static List<(string Name, Value Value)> Pairs(Value flat)
            {
                Value[] entries = ScriptValues.Take(flat);
                List<(string, Value)> pairs = [];
                for (int i = 0; i < entries.Length; i += 2)
                {
                    pairs.Add((ScriptValues.TakeText(entries[i]), entries[i + 1]));
                }

                return pairs;
            }

            /// <summary>Gives the native parameters and buffers new data; the tensors that were handed out see it.</summary>
            private ScriptModule Convert(Device? device, ScalarType? dtype)
            {
                if (device is { type: DeviceType.CUDA } && !cuda.is_available())
                {
                    throw new InvalidOperationException("CUDA is not available.");
                }

                NativeStatus.Check(NativeMethods.ts_script_to(
                    Script, device?.Packed ?? 0, device is null ? 0 : 1, (int)(dtype ?? 0), dtype is null ? 0 : 1));
                GC.KeepAlive(this);
                return this;
            }
        }
    }
}
