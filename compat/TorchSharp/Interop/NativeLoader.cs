using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>Finds the bridge, checks that it is ours, and says what is missing where it cannot be loaded.</summary>
internal static class NativeLoader
{
    internal const string LibraryName = "uncertainty_torch";
    private const int AbiVersion = 1;
    private const string PathVariable = "UNCERTAINTY_TORCH_LIBRARY";

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Usage", "CA2255", Justification = "The resolver must stand before the first native call, whichever type makes it.")]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeLoader).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != LibraryName)
        {
            return 0;
        }

        string file = "lib" + LibraryName + ".so";
        string? given = Environment.GetEnvironmentVariable(PathVariable);
        if (!string.IsNullOrEmpty(given))
        {
            // The system's loader takes a bare name for one to search its own folders for.
            return Load([Path.GetFullPath(given)]);
        }

        string[] folders = [AppContext.BaseDirectory, Path.GetDirectoryName(assembly.Location) ?? "."];
        return Load([.. folders.Select(folder => Path.GetFullPath(Path.Combine(folder, file))).Distinct()]);
    }

    /// <summary>Loads the first of the files that is there.</summary>
    internal static nint Load(IReadOnlyList<string> candidates)
    {
        foreach (string path in candidates.Where(File.Exists))
        {
            nint handle;
            try
            {
                handle = NativeLibrary.Load(path);
            }
            catch (DllNotFoundException error)
            {
                throw new DllNotFoundException(
                    $"'{path}' is there but cannot be loaded, most often because libtorch is missing: {error.Message} "
                    + "On Debian install it with: apt-get install libtorch-dev libopenblas0-pthread; elsewhere add libtorch's "
                    + "lib folder to LD_LIBRARY_PATH.",
                    error);
            }

            if (Fault(handle) is string fault)
            {
                NativeLibrary.Free(handle);
                throw new DllNotFoundException($"'{path}' {fault}");
            }

            return handle;
        }

        throw new DllNotFoundException(
            $"The bridge to libtorch was not found. Looked for: {string.Join(", ", candidates)}. "
            + $"Build it with ./build.sh setup, or set {PathVariable} to the file.");
    }

    private static unsafe string? Fault(nint handle)
    {
        if (!NativeLibrary.TryGetExport(handle, "ts_abi_version", out nint function))
        {
            return "is not the bridge to libtorch: it has no ts_abi_version.";
        }

        int version = ((delegate* unmanaged<int>)function)();
        return version == AbiVersion
            ? null
            : $"has bridge version {version}; this assembly needs {AbiVersion}. Build it again with ./build.sh setup.";
    }
}
