using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class jit
    {
        public partial class ScriptModule
        {
            public object forward(params object?[] input) => Invoke("forward", input, typeof(object))!;

            public object call(params object?[] input) => forward(input);

            /// <summary>Calls an exported method by its name.</summary>
            public object invoke(string name, params object?[] objs) => Invoke(name, objs, typeof(object))!;

            public TResult invoke<TResult>(string name, params object?[] inputs) => Run<TResult>(name, inputs);

            /// <summary>Calls a method whose one argument is the list of the inputs.</summary>
            public TResult invoke<T, TResult>(string name, params T[] inputs) => Run<TResult>(name, [inputs]);

            private protected TResult Run<TResult>(string method, object?[] inputs) => Invoke(method, inputs, typeof(TResult)) switch
            {
                TResult result => result,
                null when default(TResult) is null => default!,
                object other => throw new InvalidCastException(
                    $"{method} returned {other.GetType()}, which is no {typeof(TResult)}."),
                null => throw new InvalidCastException($"{method} returned nothing; expected {typeof(TResult)}."),
            };

            private object? Invoke(string method, object?[] inputs, Type wanted)
            {
                ArgumentException.ThrowIfNullOrEmpty(method);
                object? result = ScriptValues.Call(Script, method, inputs, wanted);
                GC.KeepAlive(this);
                return result;
            }
        }
    }
}
