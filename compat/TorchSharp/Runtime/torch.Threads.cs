using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static int get_num_threads()
    {
        NativeStatus.Check(NativeMethods.ts_get_num_threads(out int count));
        return count;
    }

    public static void set_num_threads(int num) => NativeStatus.Check(NativeMethods.ts_set_num_threads(num));

    public static int get_num_interop_threads()
    {
        NativeStatus.Check(NativeMethods.ts_get_num_interop_threads(out int count));
        return count;
    }

    public static void set_num_interop_threads(int num) =>
        NativeStatus.Check(NativeMethods.ts_set_num_interop_threads(num));
}
