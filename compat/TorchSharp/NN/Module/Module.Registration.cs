using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            private bool _areComponentsRegistered;

            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                if (tensor is null || tensor.IsInvalid)
                {
                    throw new ArgumentNullException(nameof(tensor), "A buffer must be a tensor that is not disposed.");
                }

                if (_internal_buffers.ContainsKey(name))
                {
                    throw new InvalidOperationException($"Buffer '{name}' is already registered.");
                }

                _internal_buffers.Add(name, (tensor, persistent));
            }

            public virtual void register_parameter(string name, Parameter param)
            {
                if (param is null || param.IsInvalid)
                {
                    throw new ArgumentNullException(nameof(param), "A parameter must be a tensor that is not disposed.");
                }

                if (_internal_params.ContainsKey(name))
                {
                    throw new InvalidOperationException($"Parameter '{name}' is already registered.");
                }

                _internal_params.Add(name, param);
            }

            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>Makes a module a child of this one; null or a disposed module takes the name away.</summary>
            public virtual void register_module(string name, Module submodule)
            {
                if (submodule is null || submodule._disposed)
                {
                    _internal_submodules.Remove(name);
                    return;
                }

                if (string.IsNullOrEmpty(name))
                {
                    throw new ArgumentException("A module's name must not be empty.", nameof(name));
                }

                if (name.Contains('.', StringComparison.Ordinal))
                {
                    throw new ArgumentException($"A module's name must not contain '.'; got '{name}'.", nameof(name));
                }

                if (_internal_submodules.ContainsKey(name))
                {
                    throw new InvalidOperationException($"Module '{name}' is already registered.");
                }

                submodule.RegisterComponents();
                _internal_submodules.Add(name, submodule);
            }

            protected void ConditionallyRegisterParameter(string name, Tensor? value) =>
                ConditionallyRegisterParameter(name, value as Parameter);

            /// <summary>Registers a parameter in the place of what had its name; null takes the name away.</summary>
            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is null)
                {
                    _internal_params.Remove(name);
                }
                else
                {
                    _internal_params[name] = value;
                }
            }

            /// <summary>Registers a buffer in the place of what had its name; null takes the name away.</summary>
            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is null)
                {
                    _internal_buffers.Remove(name);
                }
                else
                {
                    _internal_buffers[name] = (value, persistent);
                }
            }

            /// <summary>Registers the modules, parameters and buffers that stand in fields and have no name yet.</summary>
            protected virtual void RegisterComponents()
            {
                if (_areComponentsRegistered)
                {
                    return;
                }

                foreach ((string component, FieldInfo field) in ModuleFields.Of(GetType()))
                {
                    if (_internal_submodules.ContainsKey(component)
                        || _internal_params.ContainsKey(component)
                        || _internal_buffers.ContainsKey(component))
                    {
                        continue;
                    }

                    switch (field.GetValue(this))
                    {
                        case Module module:
                            register_module(component, module);
                            break;
                        case Parameter parameter:
                            register_parameter(component, parameter);
                            break;
                        case Tensor tensor:
                            register_buffer(component, tensor);
                            break;
                    }
                }

                _areComponentsRegistered = true;
            }

            protected void ClearModules() => _internal_submodules.Clear();
        }
    }
}
