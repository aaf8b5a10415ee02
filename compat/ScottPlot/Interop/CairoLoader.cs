using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ScottPlot.Interop;

/// <summary>Finds the system's cairo, and says what is missing where it cannot be loaded.</summary>
internal static class CairoLoader
{
    internal const string LibraryName = "libcairo.so.2";

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Usage", "CA2255", Justification = "The resolver must stand before the first native call, whichever type makes it.")]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(CairoLoader).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name == LibraryName ? Load(name) : 0;

    internal static nint Load(string file)
    {
        try
        {
            return NativeLibrary.Load(file);
        }
        catch (DllNotFoundException error)
        {
            throw new DllNotFoundException(
                $"'{file}', which draws the figures, cannot be loaded: {error.Message} On Debian install it with: apt-get install libcairo2.",
                error);
        }
    }
}
