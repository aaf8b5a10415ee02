using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp.Tests.Interop;

[TestFixture]
internal sealed class NativeLoaderTests
{
    private string _folder = string.Empty;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory().FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Load_NoFileThere_SaysWhereItLookedAndHowToBuildIt()
    {
        string[] candidates = [Path.Combine(_folder, "first.so"), Path.Combine(_folder, "second.so")];
        Assert.That(
            () => NativeLoader.Load(candidates),
            Throws.TypeOf<DllNotFoundException>()
                .With.Message.Contains(candidates[0])
                .And.Message.Contains(candidates[1])
                .And.Message.Contains("./build.sh setup"));
    }

    [Test]
    public void Load_AnotherLibrary_SaysThatItIsNotTheBridge()
    {
        string other = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native.so");
        Assert.That(
            () => NativeLoader.Load([other]),
            Throws.TypeOf<DllNotFoundException>().With.Message.StartsWith($"'{other}' is not the bridge"));
    }

    [Test]
    public void Load_TextFile_SaysThatItCannotBeLoadedAndWhatToInstall()
    {
        string text = Path.Combine(_folder, "text.so");
        File.WriteAllText(text, "not a library");
        Assert.That(
            () => NativeLoader.Load([text]),
            Throws.TypeOf<DllNotFoundException>()
                .With.Message.StartsWith($"'{text}' is there but cannot be loaded")
                .And.Message.Contains("libtorch-dev"));
    }

    [Test]
    public void Load_MissingFileBeforeTheBridge_TakesTheBridge()
    {
        string bridge = Path.Combine(AppContext.BaseDirectory, "libuncertainty_torch.so");
        nint handle = NativeLoader.Load([Path.Combine(_folder, "missing.so"), bridge]);
        Assert.That(NativeLibrary.GetExport(handle, "ts_call"), Is.Not.Zero);
        NativeLibrary.Free(handle);
    }
}
