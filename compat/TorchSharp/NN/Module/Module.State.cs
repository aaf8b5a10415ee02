using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>
            /// Parameters and persistent buffers by name, the tensors themselves. A tensor that two modules share stands under
            /// both names. The order is part of the format of saved files.
            /// </summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                string start = string.IsNullOrEmpty(prefix) ? string.Empty : prefix + ".";
                foreach ((string key, Parameter parameter) in named_parameters())
                {
                    destination.TryAdd(start + key, parameter);
                }

                foreach ((string key, Tensor buffer) in named_buffers(include_nonpersistent: false))
                {
                    destination.TryAdd(start + key, buffer);
                }

                foreach ((string child, Module module) in _internal_submodules)
                {
                    module.state_dict(destination, start + child);
                }

                return destination;
            }

            /// <summary>
            /// Copies values by name. <paramref name="strict"/>: an error before anything is copied where the names differ;
            /// <paramref name="skip"/>: names that are neither compared nor copied.
            /// </summary>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                HashSet<string> skipped = [.. skip ?? []];
                Dictionary<string, Tensor> destination = state_dict();
                List<string> missing = [.. destination.Keys.Where(key => !source.ContainsKey(key) && !skipped.Contains(key))];
                List<string> unexpected = [.. source.Keys.Where(key => !destination.ContainsKey(key) && !skipped.Contains(key))];
                if (strict && missing.Count + unexpected.Count > 0)
                {
                    throw new InvalidOperationException(
                        $"The state does not fit the module. Missing: [{string.Join(", ", missing)}]; "
                        + $"unexpected: [{string.Join(", ", unexpected)}].");
                }

                foreach ((string key, Tensor value) in source)
                {
                    if (!skipped.Contains(key) && destination.TryGetValue(key, out Tensor? target))
                    {
                        // Through a detached handle a leaf may be written to.
                        using Tensor values = target.detach();
                        using Tensor plain = value.detach();
                        Aten.Run("copy_", values, plain);
                    }
                }

                return (missing, unexpected);
            }
        }
    }
}
