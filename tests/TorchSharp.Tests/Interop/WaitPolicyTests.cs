using System.Text;
using TorchSharp.Interop;

namespace TorchSharp.Tests.Interop;

[TestFixture]
internal sealed class WaitPolicyTests
{
    private static readonly byte[] Name = Encoding.ASCII.GetBytes("OMP_WAIT_POLICY\0");
    private static readonly byte[] SpinCount = Encoding.ASCII.GetBytes("GOMP_SPINCOUNT\0");

    [Test]
    public void Around_NothingSet_SetsItForTheLoadingOnly()
    {
        bool given = WaitPolicy.IsSet(Name);
        bool expected = given || (OperatingSystem.IsLinux() && !WaitPolicy.IsSet(SpinCount));
        bool during = false;
        nint result = WaitPolicy.Around(() =>
        {
            during = WaitPolicy.IsSet(Name);
            return 7;
        });
        Assert.That((during, WaitPolicy.IsSet(Name), result), Is.EqualTo((expected, given, (nint)7)));
    }

    [Test]
    public void Around_LoadingFails_TakesItBack()
    {
        bool before = WaitPolicy.IsSet(Name);
        Assert.That(() => WaitPolicy.Around(() => throw new DllNotFoundException()), Throws.InstanceOf<DllNotFoundException>());
        Assert.That(WaitPolicy.IsSet(Name), Is.EqualTo(before));
    }
}
