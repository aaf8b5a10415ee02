using System.Runtime.InteropServices;
using System.Text;
using static TorchSharp.torch;

namespace Benchmarks;

/// <summary>
/// Sets the number of threads of everything that computes, here and in the programs started later. torch's own setting does not
/// reach every linear algebra library below it: OpenBLAS reads its own from the environment when it is loaded.
/// </summary>
internal static class Threads
{
    private const string WaitPolicy = "OMP_WAIT_POLICY";

    private static readonly string[] Variables = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"];

    /// <summary>Must come before anything else of torch.</summary>
    internal static void Use(int count)
    {
        string value = $"{count}";
        foreach (string variable in Variables)
        {
            SetVariable(variable, value);
        }

        // Idle threads that spin would keep the processors from those of the linear algebra library, on every side.
        if (Environment.GetEnvironmentVariable(WaitPolicy) is null)
        {
            SetVariable(WaitPolicy, "PASSIVE");
        }

        set_num_threads(count);
    }

    private static void SetVariable(string variable, string value)
    {
        Environment.SetEnvironmentVariable(variable, value);
        if (!OperatingSystem.IsWindows() && SetNative(Text(variable), Text(value), overwrite: 1) != 0)
        {
            throw new InvalidOperationException($"The environment variable {variable} could not be set.");
        }
    }

    private static byte[] Text(string text) => Encoding.ASCII.GetBytes(text + "\0");

    // .NET keeps an environment of its own on Unix, which native libraries do not see.
    [DllImport("libc", EntryPoint = "setenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetNative(byte[] name, byte[] value, int overwrite);
}
