namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module with hooks, which run in the order in which they came. A hook that returns null changes nothing.</summary>
        public class HookableModule<TPreHook, TPostHook> : Module
        {
            // Written anew at each change, so that a hook may add or remove hooks while they run.
            private (string Key, Action<Module> Hook)[] _modulePreHooks = [];
            private (string Key, Action<Module> Hook)[] _modulePostHooks = [];

            protected HookableModule(string name)
                : base(name)
            {
            }

            private protected (string Key, TPreHook Hook)[] PreHooks { get; private set; } = [];

            private protected (string Key, TPostHook Hook)[] PostHooks { get; private set; } = [];

            public HookRemover register_forward_hook(TPostHook hook)
            {
                string key = NewKey();
                PostHooks = [.. PostHooks, (key, hook)];
                return new HookRemover(this, key);
            }

            public HookRemover register_forward_pre_hook(TPreHook hook)
            {
                string key = NewKey();
                PreHooks = [.. PreHooks, (key, hook)];
                return new HookRemover(this, key);
            }

            public HookRemover register_forward_hook(Action<Module> hook)
            {
                string key = NewKey();
                _modulePostHooks = [.. _modulePostHooks, (key, hook)];
                return new HookRemover(this, key);
            }

            public HookRemover register_forward_pre_hook(Action<Module> hook)
            {
                string key = NewKey();
                _modulePreHooks = [.. _modulePreHooks, (key, hook)];
                return new HookRemover(this, key);
            }

            private protected void RunPreHooks() => Run(_modulePreHooks);

            private protected void RunPostHooks() => Run(_modulePostHooks);

            private static string NewKey() => Guid.NewGuid().ToString();

            private static T[] Without<T>(T[] hooks, Predicate<T> isGone) => Array.FindAll(hooks, hook => !isGone(hook));

            private void Run((string Key, Action<Module> Hook)[] hooks)
            {
                foreach ((string _, Action<Module> hook) in hooks)
                {
                    hook(this);
                }
            }

            private void Remove(string key)
            {
                PreHooks = Without(PreHooks, entry => entry.Key == key);
                PostHooks = Without(PostHooks, entry => entry.Key == key);
                _modulePreHooks = Without(_modulePreHooks, entry => entry.Key == key);
                _modulePostHooks = Without(_modulePostHooks, entry => entry.Key == key);
            }

            /// <summary>Takes one hook away again.</summary>
            public class HookRemover(HookableModule<TPreHook, TPostHook> module, string key)
            {
                public void remove() => module.Remove(key);
            }
        }
    }
}
