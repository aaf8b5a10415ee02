namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public abstract class Module<T1, T2, T3, T4, TResult>
            : HookableModule<
                Func<Module<T1, T2, T3, T4, TResult>, T1, T2, T3, T4, (T1, T2, T3, T4)?>,
                Func<Module<T1, T2, T3, T4, TResult>, T1, T2, T3, T4, TResult, TResult>>,
                IModule<T1, T2, T3, T4, TResult>
        {
            protected Module(string name)
                : base(name)
            {
            }

            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4);

            /// <summary>Runs the hooks around <see cref="forward"/>.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4)
            {
                RunPreHooks();
                foreach ((string _, Func<Module<T1, T2, T3, T4, TResult>, T1, T2, T3, T4, (T1, T2, T3, T4)?> hook) in PreHooks)
                {
                    if (hook(this, input1, input2, input3, input4) is { } modified)
                    {
                        (input1, input2, input3, input4) = modified;
                    }
                }

                TResult result = forward(input1, input2, input3, input4);
                foreach ((string _, Func<Module<T1, T2, T3, T4, TResult>, T1, T2, T3, T4, TResult, TResult> hook) in PostHooks)
                {
                    if (hook(this, input1, input2, input3, input4, result) is { } modified)
                    {
                        result = modified;
                    }
                }

                RunPostHooks();
                return result;
            }
        }

        public abstract class Module<T1, T2, T3, T4, T5, TResult>
            : HookableModule<
                Func<Module<T1, T2, T3, T4, T5, TResult>, T1, T2, T3, T4, T5, (T1, T2, T3, T4, T5)?>,
                Func<Module<T1, T2, T3, T4, T5, TResult>, T1, T2, T3, T4, T5, TResult, TResult>>,
                IModule<T1, T2, T3, T4, T5, TResult>
        {
            protected Module(string name)
                : base(name)
            {
            }

            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5);

            /// <summary>Runs the hooks around <see cref="forward"/>.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5)
            {
                RunPreHooks();
                foreach ((string _, Func<Module<T1, T2, T3, T4, T5, TResult>, T1, T2, T3, T4, T5, (T1, T2, T3, T4, T5)?> hook) in PreHooks)
                {
                    if (hook(this, input1, input2, input3, input4, input5) is { } modified)
                    {
                        (input1, input2, input3, input4, input5) = modified;
                    }
                }

                TResult result = forward(input1, input2, input3, input4, input5);
                foreach ((string _, Func<Module<T1, T2, T3, T4, T5, TResult>, T1, T2, T3, T4, T5, TResult, TResult> hook) in PostHooks)
                {
                    if (hook(this, input1, input2, input3, input4, input5, result) is { } modified)
                    {
                        result = modified;
                    }
                }

                RunPostHooks();
                return result;
            }
        }

        public abstract class Module<T1, T2, T3, T4, T5, T6, TResult>
            : HookableModule<
                Func<Module<T1, T2, T3, T4, T5, T6, TResult>, T1, T2, T3, T4, T5, T6, (T1, T2, T3, T4, T5, T6)?>,
                Func<Module<T1, T2, T3, T4, T5, T6, TResult>, T1, T2, T3, T4, T5, T6, TResult, TResult>>,
                IModule<T1, T2, T3, T4, T5, T6, TResult>
        {
            protected Module(string name)
                : base(name)
            {
            }

            public abstract TResult forward(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5, T6 input6);

            /// <summary>Runs the hooks around <see cref="forward"/>.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3, T4 input4, T5 input5, T6 input6)
            {
                RunPreHooks();
                foreach ((string _, Func<Module<T1, T2, T3, T4, T5, T6, TResult>, T1, T2, T3, T4, T5, T6, (T1, T2, T3, T4, T5, T6)?> hook)
                    in PreHooks)
                {
                    if (hook(this, input1, input2, input3, input4, input5, input6) is { } modified)
                    {
                        (input1, input2, input3, input4, input5, input6) = modified;
                    }
                }

                TResult result = forward(input1, input2, input3, input4, input5, input6);
                foreach ((string _, Func<Module<T1, T2, T3, T4, T5, T6, TResult>, T1, T2, T3, T4, T5, T6, TResult, TResult> hook)
                    in PostHooks)
                {
                    if (hook(this, input1, input2, input3, input4, input5, input6, result) is { } modified)
                    {
                        result = modified;
                    }
                }

                RunPostHooks();
                return result;
            }
        }
    }
}
