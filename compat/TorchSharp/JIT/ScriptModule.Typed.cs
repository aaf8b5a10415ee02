namespace TorchSharp;

public static partial class torch
{
    public static partial class jit
    {
        /// <summary>A module of any number of tensors.</summary>
        public class ScriptModule<TResult> : ScriptModule, nn.IModule<Tensor[], TResult>
        {
            internal ScriptModule(nint handle)
                : base(handle)
            {
            }

            public TResult call(params Tensor[] input) => forward(input);

            public TResult forward(params Tensor[] tensor) => Run<TResult>("forward", tensor);
        }

        public class ScriptModule<T, TResult>
            : HookableScriptModule<Func<ScriptModule<T, TResult>, T, T>, Func<ScriptModule<T, TResult>, T, TResult, TResult>>, nn.IModule<T, TResult>
        {
            internal ScriptModule(nint handle)
                : base(handle)
            {
            }

            /// <summary>Runs the hooks around <see cref="forward"/>; a hook that returns null changes nothing.</summary>
            public TResult call(T input)
            {
                foreach (Func<ScriptModule<T, TResult>, T, T> hook in pre_hooks.Values)
                {
                    if (hook(this, input) is { } modified)
                    {
                        input = modified;
                    }
                }

                TResult result = forward(input);
                foreach (Func<ScriptModule<T, TResult>, T, TResult, TResult> hook in post_hooks.Values)
                {
                    if (hook(this, input, result) is { } modified)
                    {
                        result = modified;
                    }
                }

                return result;
            }

            public TResult forward(T tensor) => Run<TResult>("forward", [tensor]);
        }

        public class ScriptModule<T1, T2, TResult>
            : HookableScriptModule<Func<ScriptModule<T1, T2, TResult>, T1, T2, (T1, T2)?>, Func<ScriptModule<T1, T2, TResult>, T1, T2, TResult, TResult>>, nn.IModule<T1, T2, TResult>
        {
            internal ScriptModule(nint handle)
                : base(handle)
            {
            }

            /// <summary>Runs the hooks around <see cref="forward"/>; a hook that returns null changes nothing.</summary>
            public TResult call(T1 input1, T2 input2)
            {
                foreach (Func<ScriptModule<T1, T2, TResult>, T1, T2, (T1, T2)?> hook in pre_hooks.Values)
                {
                    if (hook(this, input1, input2) is { } modified)
                    {
                        (input1, input2) = modified;
                    }
                }

                TResult result = forward(input1, input2);
                foreach (Func<ScriptModule<T1, T2, TResult>, T1, T2, TResult, TResult> hook in post_hooks.Values)
                {
                    if (hook(this, input1, input2, result) is { } modified)
                    {
                        result = modified;
                    }
                }

                return result;
            }

            public TResult forward(T1 input1, T2 input2) => Run<TResult>("forward", [input1, input2]);
        }
    }
}
