using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// A part of a network: parameters, buffers and parts of its own. A module made by a user keeps them in fields and calls
        /// <see cref="RegisterComponents"/> at the end of its constructor.
        /// </summary>
        public partial class Module : IDisposable
        {
            protected OrderedDict<string, Module> _internal_submodules = [];
            protected OrderedDict<string, (Tensor, bool)> _internal_buffers = [];
            protected OrderedDict<string, Parameter> _internal_params = [];
            protected string? name;

            private bool _training = true;
            private bool _disposed;

            protected Module(string name) => this.name = name;

            public virtual bool training => _training;

            public virtual string GetName() => string.IsNullOrEmpty(name) ? GetType().Name : name;

            public virtual void train(bool train = true)
            {
                _training = train;
                foreach ((string _, Module child) in named_children())
                {
                    child.train(train);
                }
            }

            public virtual void eval() => train(false);

            /// <summary>Applies a function to every module below this one, then to this one.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach ((string _, Module child) in _internal_submodules)
                {
                    child.apply(fn);
                }

                fn(this);
                return this;
            }

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach ((string _, Parameter parameter) in named_parameters())
                {
                    if (set_to_none)
                    {
                        parameter.grad = null;
                    }
                    else
                    {
                        parameter.ZeroGradient();
                    }
                }
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Disposes the registered buffers and parameters, and the modules below.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing || _disposed)
                {
                    return;
                }

                _disposed = true;
                foreach ((string _, Tensor buffer) in named_buffers(false).ToList())
                {
                    buffer.DetachFromDisposeScope().Dispose();
                }

                foreach ((string _, Parameter parameter) in named_parameters(false).ToList())
                {
                    parameter.DetachFromDisposeScope().Dispose();
                }

                foreach ((string _, Module child) in named_modules().ToList())
                {
                    child.Dispose();
                }
            }
        }
    }
}
