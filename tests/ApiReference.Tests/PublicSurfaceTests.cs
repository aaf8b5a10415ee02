namespace ApiReference.Tests;

[TestFixture]
internal sealed class PublicSurfaceTests
{
    [Test]
    public void Lines_HaveTypesAndMembers_Sorted()
    {
        const string Code = """
            public class Open
            {
                public int B; protected int C; internal int D; private int E;
                public sealed class Inner { public void M() {} }
                private class Hidden { public int F; }
            }
            public sealed class Closed { public void A() {} internal Closed() {} }
            internal sealed class Unseen { public int G; }
            """;
        Assert.That(PublicSurface.Lines(Compiled.Library(Code).Types[0].ContainingAssembly), Is.EqualTo(
        [
            "Sample.Closed = public sealed class Closed",
            "Sample.Closed: public void A()",
            "Sample.Open = public class Open",
            "Sample.Open.Inner = public sealed class Open.Inner",
            "Sample.Open.Inner: public Inner()",
            "Sample.Open.Inner: public void M()",
            "Sample.Open: protected int C",
            "Sample.Open: public Open()",
            "Sample.Open: public int B",
        ]));
    }

    [Test]
    public void Lines_OfARecord_LeaveOutWhatTheCompilerAdds()
    {
        Assert.That(PublicSurface.Lines(Compiled.Library("public record Pair(int A, string? B);").Types[0].ContainingAssembly), Is.EqualTo(
        [
            "Sample.Pair = public record Pair",
            "Sample.Pair: public Pair(int A, string? B)",
            "Sample.Pair: public int A { get; init; }",
            "Sample.Pair: public string? B { get; init; }",
        ]));
    }
}
