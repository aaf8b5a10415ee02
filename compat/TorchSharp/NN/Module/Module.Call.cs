namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public abstract class Module<T, TResult>
            : HookableModule<Func<Module<T, TResult>, T, T>, Func<Module<T, TResult>, T, TResult, TResult>>, IModule<T, TResult>
        {
            protected Module(string name)
                : base(name)
            {
            }

            public abstract TResult forward(T input);

            /// <summary>Runs the hooks around <see cref="forward"/>.</summary>
            public TResult call(T input)
            {
                RunPreHooks();
                foreach ((string _, Func<Module<T, TResult>, T, T> hook) in PreHooks)
                {
                    if (hook(this, input) is { } modified)
                    {
                        input = modified;
                    }
                }

                TResult result = forward(input);
                foreach ((string _, Func<Module<T, TResult>, T, TResult, TResult> hook) in PostHooks)
                {
                    if (hook(this, input, result) is { } modified)
                    {
                        result = modified;
                    }
                }

                RunPostHooks();
                return result;
            }
        }

        public abstract class Module<T1, T2, TResult>
            : HookableModule<
                Func<Module<T1, T2, TResult>, T1, T2, (T1, T2)?>,
                Func<Module<T1, T2, TResult>, T1, T2, TResult, TResult>>,
                IModule<T1, T2, TResult>
        {
            protected Module(string name)
                : base(name)
            {
            }

            public abstract TResult forward(T1 input1, T2 input2);

            /// <summary>Runs the hooks around <see cref="forward"/>.</summary>
            public TResult call(T1 input1, T2 input2)
            {
                RunPreHooks();
                foreach ((string _, Func<Module<T1, T2, TResult>, T1, T2, (T1, T2)?> hook) in PreHooks)
                {
                    if (hook(this, input1, input2) is { } modified)
                    {
                        (input1, input2) = modified;
                    }
                }

                TResult result = forward(input1, input2);
                foreach ((string _, Func<Module<T1, T2, TResult>, T1, T2, TResult, TResult> hook) in PostHooks)
                {
                    if (hook(this, input1, input2, result) is { } modified)
                    {
                        result = modified;
                    }
                }

                RunPostHooks();
                return result;
            }
        }

        public abstract class Module<T1, T2, T3, TResult>
            : HookableModule<
                Func<Module<T1, T2, T3, TResult>, T1, T2, T3, (T1, T2, T3)?>,
                Func<Module<T1, T2, T3, TResult>, T1, T2, T3, TResult, TResult>>,
                IModule<T1, T2, T3, TResult>
        {
            protected Module(string name)
                : base(name)
            {
            }

            public abstract TResult forward(T1 input1, T2 input2, T3 input3);

            /// <summary>Runs the hooks around <see cref="forward"/>.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3)
            {
                RunPreHooks();
                foreach ((string _, Func<Module<T1, T2, T3, TResult>, T1, T2, T3, (T1, T2, T3)?> hook) in PreHooks)
                {
                    if (hook(this, input1, input2, input3) is { } modified)
                    {
                        (input1, input2, input3) = modified;
                    }
                }

                TResult result = forward(input1, input2, input3);
                foreach ((string _, Func<Module<T1, T2, T3, TResult>, T1, T2, T3, TResult, TResult> hook) in PostHooks)
                {
                    if (hook(this, input1, input2, input3, result) is { } modified)
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
