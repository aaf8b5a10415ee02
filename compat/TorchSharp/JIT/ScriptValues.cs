using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>Calls a TorchScript method, and turns .NET's objects into its values and back.</summary>
internal static unsafe class ScriptValues
{
    /// <summary>
    /// Calls a method. Numbers come back as <see cref="Scalar"/>, lists of tensors as arrays, tuples of two to five as value
    /// tuples and longer ones as arrays; a list of numbers is told from a tuple only by the type that is <paramref name="wanted"/>.
    /// </summary>
    internal static object? Call(nint module, string method, object?[] inputs, Type wanted)
    {
        Argument[] arguments = Array.ConvertAll(inputs, ToArgument);
        int slots = 0;
        foreach (ref readonly Argument argument in arguments.AsSpan())
        {
            slots += Aten.Slots(argument);
        }

        Value[] values = new Value[arguments.Length + 1];
        long[] scratch = new long[slots + 1];
        fixed (Value* first = values)
        {
            fixed (long* start = scratch)
            {
                Aten.Fill(arguments, first, start);
                NativeStatus.Check(NativeMethods.ts_script_call(module, method, first, arguments.Length, out Value result));
                GC.KeepAlive(inputs);
                return ToObject(result, wanted);
            }
        }
    }

    /// <summary>The entries of a tuple, whose array is freed; what they point to is the caller's.</summary>
    internal static Value[] Take(Value tuple)
    {
        Value[] entries = new ReadOnlySpan<Value>((void*)tuple.Pointer, tuple.Length).ToArray();
        NativeMethods.ts_free_tuple(tuple.Pointer);
        return entries;
    }

    internal static string TakeText(Value text)
    {
        string content = Encoding.UTF8.GetString((byte*)text.Pointer, text.Length);
        NativeMethods.ts_free_list(text.Pointer);
        return content;
    }

    private static Argument ToArgument(object? input) => input switch
    {
        null => Argument.None,
        Tensor tensor => tensor,
        Tensor[] tensors => tensors,
        Scalar scalar => scalar,
        float number => (double)number,
        double number => number,
        bool flag => flag,
        int number => (long)number,
        long number => number,
        _ => throw new NotImplementedException($"An argument of type {input.GetType().Name} cannot be handed to TorchScript."),
    };

    private static object? ToObject(Value value, Type wanted) => value.Tag switch
    {
        Tag.None => null,
        Tag.Tensor => new Tensor(value.Pointer),
        Tag.Int or Tag.Double or Tag.Bool => new Scalar(value.Tag, value.Integer),
        Tag.TensorList => Aten.ToTensors(value),
        Tag.Tuple => Gather(Array.ConvertAll(Take(value), entry => ToObject(entry, typeof(object))), wanted),
        _ => throw new NotImplementedException($"A TorchScript value of kind {value.Tag} has no counterpart here."),
    };

    private static object? Gather(object?[] entries, Type wanted)
    {
        if (Array.TrueForAll(entries, entry => entry is Tensor))
        {
            return Shape(Array.ConvertAll(entries, entry => (Tensor)entry!), wanted);
        }

        return Array.TrueForAll(entries, entry => entry is Scalar)
            ? Shape(Array.ConvertAll(entries, entry => (Scalar)entry!), wanted)
            : Shape(entries, wanted);
    }

    private static object? Shape<T>(T[] entries, Type wanted) => entries switch
    {
        _ when wanted == typeof(T[]) => entries,
        [T only] => only,
        [T a, T b] => (a, b),
        [T a, T b, T c] => (a, b, c),
        [T a, T b, T c, T d] => (a, b, c, d),
        [T a, T b, T c, T d, T e] => (a, b, c, d, e),
        _ => entries,
    };
}
