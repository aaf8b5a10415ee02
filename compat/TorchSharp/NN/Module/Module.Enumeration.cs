using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Names and parameters, each tensor once; disposed ones are passed over.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                HashSet<nint> seen = [];
                foreach ((string key, Parameter parameter) in _internal_params)
                {
                    if (!parameter.IsInvalid && seen.Add(parameter.Handle))
                    {
                        yield return (key, parameter);
                    }
                }

                if (!recurse)
                {
                    yield break;
                }

                foreach ((string child, Module module) in _internal_submodules)
                {
                    foreach ((string key, Parameter parameter) in module.named_parameters(true))
                    {
                        if (seen.Add(parameter.Handle))
                        {
                            yield return ($"{child}.{key}", parameter);
                        }
                    }
                }
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(entry => entry.parameter);

            /// <summary>Names and buffers, each tensor once; disposed ones are passed over.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(
                bool recurse = true, bool include_nonpersistent = true)
            {
                HashSet<nint> seen = [];
                foreach ((string key, (Tensor buffer, bool persistent)) in _internal_buffers)
                {
                    if ((persistent || include_nonpersistent) && !buffer.IsInvalid && seen.Add(buffer.Handle))
                    {
                        yield return (key, buffer);
                    }
                }

                if (!recurse)
                {
                    yield break;
                }

                foreach ((string child, Module module) in _internal_submodules)
                {
                    foreach ((string key, Tensor buffer) in module.named_buffers(true, include_nonpersistent))
                    {
                        if (seen.Add(buffer.Handle))
                        {
                            yield return ($"{child}.{key}", buffer);
                        }
                    }
                }
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(entry => entry.buffer);

            public virtual IEnumerable<(string name, Module module)> named_children() => _internal_submodules;

            public virtual IEnumerable<Module> children() => named_children().Select(entry => entry.module);

            /// <summary>The modules below this one: first its children, then what is below each.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach ((string name, Module module) in _internal_submodules)
                {
                    yield return (name, module);
                }

                foreach ((string child, Module module) in _internal_submodules)
                {
                    foreach ((string key, Module below) in module.named_modules())
                    {
                        yield return ($"{child}.{key}", below);
                    }
                }
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(entry => entry.module);

            public virtual bool has_parameter(string target) =>
                _internal_params.ContainsKey(target) || Below(target).Any(found => found.Module.has_parameter(found.Tail));

            public virtual bool has_buffer(string target) =>
                _internal_buffers.ContainsKey(target) || Below(target).Any(found => found.Module.has_buffer(found.Tail));

            /// <summary>The parameter of a dotted name; null where there is none.</summary>
            public virtual Parameter? get_parameter(string target) =>
                _internal_params.TryGetValue(target, out Parameter? parameter)
                    ? parameter
                    : Below(target).Select(found => found.Module.get_parameter(found.Tail)).FirstOrDefault(found => found is not null);

            /// <summary>The buffer of a dotted name; null where there is none.</summary>
            public virtual Tensor? get_buffer(string target) =>
                _internal_buffers.TryGetValue(target, out (Tensor Tensor, bool) buffer)
                    ? buffer.Tensor
                    : Below(target).Select(found => found.Module.get_buffer(found.Tail)).FirstOrDefault(found => found is not null);

            private IEnumerable<(Module Module, string Tail)> Below(string target)
            {
                int point = target.IndexOf('.', StringComparison.Ordinal);
                return point < 0
                    ? []
                    : named_children().Where(child => child.name == target[..point]).Select(child => (child.module, target[(point + 1)..]));
            }
        }
    }
}
