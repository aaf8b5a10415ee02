namespace TorchSharp.Interop;

/// <summary>What an operator returns: it is taken whole, or given back whole.</summary>
internal static unsafe partial class Aten
{
    internal static torch.Tensor[] ToTensors(Value list)
    {
        torch.Tensor[] tensors = new torch.Tensor[list.Length];
        nint* handles = (nint*)list.Pointer;
        for (int i = 0; i < tensors.Length; i++)
        {
            tensors[i] = new torch.Tensor(handles[i]);
        }

        NativeMethods.ts_free_list(list.Pointer);
        return tensors;
    }

    // Every result is looked at before the first becomes an object: either all are taken, or all are dropped.
    private static void InvokeForTensors(string op, ReadOnlySpan<Argument> arguments, Value* results, int expected)
    {
        int count = Invoke(op, arguments, results);
        bool fits = count == expected;
        for (int i = 0; i < count && fits; i++)
        {
            fits = results[i].Tag == Tag.Tensor;
        }

        if (!fits)
        {
            throw Unexpected(op, results, count, expected == 1 ? "one tensor" : $"{expected} tensors");
        }
    }

    /// <summary>Gives back what the values own.</summary>
    private static void Drop(Value* values, int count)
    {
        for (int i = 0; i < count; i++)
        {
            switch (values[i].Tag)
            {
                case Tag.Tensor:
                    NativeStatus.Check(NativeMethods.ts_tensor_free(values[i].Pointer));
                    break;
                case Tag.TensorList:
                    foreach (torch.Tensor tensor in ToTensors(values[i]))
                    {
                        tensor.Dispose();
                    }

                    break;
                case Tag.Tuple:
                    Drop((Value*)values[i].Pointer, values[i].Length);
                    NativeMethods.ts_free_tuple(values[i].Pointer);
                    break;
            }
        }
    }

    private static InvalidOperationException Unexpected(string op, Value* results, int count, string expected)
    {
        string[] got = new string[count];
        for (int i = 0; i < count; i++)
        {
            got[i] = results[i].Tag.ToString();
        }

        Drop(results, count);
        return new InvalidOperationException($"aten::{op} should return {expected}; got ({string.Join(", ", got)}).");
    }
}
