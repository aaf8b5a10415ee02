using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp.Interop;

/// <summary>
/// Lets OpenMP's idle threads sleep. By default they spin for milliseconds after each parallel loop; where the BLAS below libtorch has
/// threads of its own, as Debian's OpenBLAS has, those then wait for a processor, and a small product takes as long as the system's time
/// slice. OpenMP reads its setting when it is loaded, together with the bridge.
/// </summary>
internal static class WaitPolicy
{
    private static readonly byte[] Name = Encoding.ASCII.GetBytes("OMP_WAIT_POLICY\0");
    private static readonly byte[] Passive = Encoding.ASCII.GetBytes("PASSIVE\0");
    private static readonly byte[] SpinCount = Encoding.ASCII.GetBytes("GOMP_SPINCOUNT\0");

    /// <summary>Runs <paramref name="load"/> with the setting in the process's environment, unless the user has one there.</summary>
    internal static unsafe nint Around(Func<nint> load)
    {
        if (!OperatingSystem.IsLinux() || IsSet(Name) || IsSet(SpinCount))
        {
            return load();
        }

        fixed (byte* name = Name, value = Passive)
        {
            if (SetVariable((nint)name, (nint)value, 1) != 0)
            {
                return load();
            }

            try
            {
                return load();
            }
            finally
            {
                // Programs that are started later need not inherit it. Cannot fail: the name is one.
                _ = UnsetVariable((nint)name);
            }
        }
    }

    /// <summary>Whether native code sees a variable: .NET keeps a copy of the environment for itself.</summary>
    internal static unsafe bool IsSet(byte[] name)
    {
        fixed (byte* text = name)
        {
            return GetVariable((nint)text) != 0;
        }
    }

    [DllImport("libc", EntryPoint = "getenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint GetVariable(nint name);

    [DllImport("libc", EntryPoint = "setenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetVariable(nint name, nint value, int overwrite);

    [DllImport("libc", EntryPoint = "unsetenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int UnsetVariable(nint name);
}
