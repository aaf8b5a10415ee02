using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp.Interop;

/// <summary>
/// Calls any operator of libtorch by its schema name: <c>Aten.Call("add.Tensor", a, b)</c>. The name is the operator's,
/// without the namespace; what stands after the first point is the overload. Arguments go by the schema's order, and those
/// left out at the end take its defaults.
/// </summary>
[SkipLocalsInit]
internal static unsafe partial class Aten
{
    private const int MaxResults = 8;
    private const int StackSlots = 64;

    private static readonly Lock Gate = new();
    private static readonly Known?[] Recent = new Known?[1024];
    private static volatile Dictionary<string, nint> s_operators = [];

    /// <summary>Calls an operator that returns one tensor.</summary>
    internal static torch.Tensor Call(string op, params ReadOnlySpan<Argument> arguments)
    {
        Value* results = stackalloc Value[MaxResults];
        InvokeForTensors(op, arguments, results, 1);
        return new torch.Tensor(results[0].Pointer);
    }

    /// <summary>Calls an operator for its effect, and drops what it returns.</summary>
    internal static void Run(string op, params ReadOnlySpan<Argument> arguments)
    {
        Value* results = stackalloc Value[MaxResults];
        Drop(results, Invoke(op, arguments, results));
    }

    /// <summary>Calls an operator that returns two tensors.</summary>
    internal static (torch.Tensor First, torch.Tensor Second) Call2(string op, params ReadOnlySpan<Argument> arguments)
    {
        Value* results = stackalloc Value[MaxResults];
        InvokeForTensors(op, arguments, results, 2);
        return (new torch.Tensor(results[0].Pointer), new torch.Tensor(results[1].Pointer));
    }

    /// <summary>Calls an operator that returns three tensors.</summary>
    internal static (torch.Tensor First, torch.Tensor Second, torch.Tensor Third) Call3(
        string op, params ReadOnlySpan<Argument> arguments)
    {
        Value* results = stackalloc Value[MaxResults];
        InvokeForTensors(op, arguments, results, 3);
        return (
            new torch.Tensor(results[0].Pointer), new torch.Tensor(results[1].Pointer), new torch.Tensor(results[2].Pointer));
    }

    /// <summary>Calls an operator that returns four tensors.</summary>
    internal static (torch.Tensor First, torch.Tensor Second, torch.Tensor Third, torch.Tensor Fourth) Call4(
        string op, params ReadOnlySpan<Argument> arguments)
    {
        Value* results = stackalloc Value[MaxResults];
        InvokeForTensors(op, arguments, results, 4);
        return (
            new torch.Tensor(results[0].Pointer), new torch.Tensor(results[1].Pointer),
            new torch.Tensor(results[2].Pointer), new torch.Tensor(results[3].Pointer));
    }

    /// <summary>Calls an operator that returns a list of tensors.</summary>
    internal static torch.Tensor[] CallList(string op, params ReadOnlySpan<Argument> arguments)
    {
        Value* results = stackalloc Value[MaxResults];
        int count = Invoke(op, arguments, results);
        return count == 1 && results[0].Tag == Tag.TensorList
            ? ToTensors(results[0])
            : throw Unexpected(op, results, count, "a list of tensors");
    }

    /// <summary>Calls an operator that returns a number or a truth value.</summary>
    internal static Scalar CallScalar(string op, params ReadOnlySpan<Argument> arguments)
    {
        Value* results = stackalloc Value[MaxResults];
        int count = Invoke(op, arguments, results);
        return count == 1 && results[0].Tag is Tag.Int or Tag.Double or Tag.Bool
            ? new Scalar(results[0].Tag, results[0].Integer)
            : throw Unexpected(op, results, count, "a number");
    }

    internal static bool CallBool(string op, params ReadOnlySpan<Argument> arguments)
    {
        Value* results = stackalloc Value[MaxResults];
        int count = Invoke(op, arguments, results);
        return count == 1 && results[0].Tag == Tag.Bool
            ? results[0].Integer != 0
            : throw Unexpected(op, results, count, "a truth value");
    }

    /// <summary>Fills <paramref name="values"/>; lists and text go to <paramref name="scratch"/>, 8 bytes a slot.</summary>
    internal static void Fill(ReadOnlySpan<Argument> arguments, Value* values, long* scratch)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            ref readonly Argument argument = ref arguments[i];
            values[i].Tag = argument.Tag;
            values[i].Length = 0;
            values[i].Integer = argument.Bits;
            if (argument.IsSequence)
            {
                values[i].Length = CopyEntries(argument, scratch);
                values[i].Pointer = (nint)scratch;
                scratch += Slots(argument);
            }
        }
    }

    /// <summary>The 8-byte slots that an argument's list or text needs at the most.</summary>
    internal static int Slots(in Argument argument) => argument.Tag switch
    {
        Tag.String => (Encoding.UTF8.GetMaxByteCount((int)argument.Bits) / sizeof(long)) + 1,
        >= Tag.IntList and <= Tag.TensorList => (int)argument.Bits,
        _ => 0,
    };

    private static int CopyEntries(in Argument argument, long* scratch) => argument.Reference switch
    {
        long[] list => Copy(list, scratch),
        double[] list => Copy(list, (double*)scratch),
        bool[] list => Copy(list, (bool*)scratch),
        string text => Encoding.UTF8.GetBytes(text, new Span<byte>(scratch, Slots(argument) * sizeof(long))),
        torch.Tensor?[] list => Copy(list, scratch),
        _ => throw new InvalidOperationException($"An argument of kind {argument.Tag} has no entries."),
    };

    private static int Invoke(string op, ReadOnlySpan<Argument> arguments, Value* results)
    {
        nint handle = Find(op);
        Value* values = stackalloc Value[arguments.Length + 1];
        int slots = 0;
        foreach (ref readonly Argument argument in arguments)
        {
            slots += Slots(argument);
        }

        int count;
        if (slots <= StackSlots)
        {
            long* scratch = stackalloc long[slots + 1];
            Fill(arguments, values, scratch);
            NativeStatus.Check(NativeMethods.ts_call(handle, values, arguments.Length, results, MaxResults, out count));
        }
        else
        {
            long* scratch = (long*)NativeMemory.Alloc((nuint)slots, sizeof(long));
            try
            {
                Fill(arguments, values, scratch);
                NativeStatus.Check(NativeMethods.ts_call(handle, values, arguments.Length, results, MaxResults, out count));
            }
            finally
            {
                NativeMemory.Free(scratch);
            }
        }

        // The handles went over as numbers: nothing may be finalized before the call is done.
        foreach (ref readonly Argument argument in arguments)
        {
            GC.KeepAlive(argument.Reference);
        }

        return count;
    }

    // Names are literals: the same call brings the same string, so that it need not be read to be known again.
    private static nint Find(string op)
    {
        ref Known? recent = ref Recent[RuntimeHelpers.GetHashCode(op) & (Recent.Length - 1)];
        if (recent is Known known && ReferenceEquals(known.Name, op))
        {
            return known.Handle;
        }

        nint handle = s_operators.TryGetValue(op, out nint found) ? found : Register(op);
        recent = new Known(op, handle);
        return handle;
    }

    private static nint Register(string op)
    {
        lock (Gate)
        {
            if (s_operators.TryGetValue(op, out nint known))
            {
                return known;
            }

            int point = op.IndexOf('.', StringComparison.Ordinal);
            string name = point < 0 ? op : op[..point];
            string overload = point < 0 ? string.Empty : op[(point + 1)..];
            NativeStatus.Check(NativeMethods.ts_find_operator("aten::" + name, overload, out nint handle));
            s_operators = new Dictionary<string, nint>(s_operators) { [op] = handle };
            return handle;
        }
    }

    private static int Copy<T>(T[] list, T* target)
        where T : unmanaged
    {
        list.AsSpan().CopyTo(new Span<T>(target, list.Length));
        return list.Length;
    }

    private static int Copy(torch.Tensor?[] list, long* target)
    {
        for (int i = 0; i < list.Length; i++)
        {
            target[i] = list[i]?.Handle ?? 0;
        }

        return list.Length;
    }

    private sealed class Known(string name, nint handle)
    {
        internal readonly string Name = name;
        internal readonly nint Handle = handle;
    }
}
