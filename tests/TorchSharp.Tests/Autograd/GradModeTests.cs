using static TorchSharp.torch;

namespace TorchSharp.Tests.Autograd;

[TestFixture]
internal sealed class GradModeTests
{
    [Test]
    public void Modes_Nested_RestoreTheOneBefore()
    {
        List<bool> seen = [is_grad_enabled()];
        using (no_grad())
        {
            seen.Add(is_grad_enabled());
            using (enable_grad())
            {
                seen.Add(is_grad_enabled());
                using (set_grad_enabled(false))
                {
                    seen.Add(is_grad_enabled());
                }

                seen.Add(is_grad_enabled());
            }

            using (enable_grad(false))
            {
                seen.Add(is_grad_enabled());
            }

            seen.Add(is_grad_enabled());
        }

        seen.Add(is_grad_enabled());
        Assert.That(seen, Is.EqualTo(new[] { true, false, true, false, true, false, false, true }));
    }

    [Test]
    public void NoGrad_LeftByAnException_IsRestored()
    {
        Assert.That(
            () =>
            {
                using IDisposable quiet = no_grad();
                throw new InvalidOperationException();
            },
            Throws.InvalidOperationException);
        Assert.That(is_grad_enabled(), Is.True);
    }

    [Test]
    public void NoGrad_OnOneThread_LeavesOthersAlone()
    {
        using IDisposable quiet = no_grad();
        bool other = false;
        Thread thread = new(() => other = is_grad_enabled());
        thread.Start();
        thread.Join();
        Assert.That(other, Is.True);
        Assert.That(is_grad_enabled(), Is.False);
    }

    [Test]
    public void NoGrad_Operations_AreNotRecorded()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(2, requires_grad: true);
        using (no_grad())
        {
            Assert.That((x * 2).requires_grad, Is.False);
        }

        Assert.That((x * 2).requires_grad, Is.True);
    }
}
