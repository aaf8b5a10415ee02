using Microsoft.CodeAnalysis;

namespace ApiReference.Tests;

[TestFixture]
internal sealed class SignatureTests
{
    [TestCase(
        "public void M(string? a, string b, string?[] c, Dictionary<string, object?> d) {}",
        "public void M(string? a, string b, string?[] c, Dictionary<string, object?> d)")]
    [TestCase(
        "public int M(int a = 3, double b = 0.05, string? c = null, DayOfWeek d = DayOfWeek.Friday, bool e = true) => 0;",
        "public int M(int a = 3, double b = 0.05, string? c = null, DayOfWeek d = DayOfWeek.Friday, bool e = true)")]
    [TestCase("public void M(System.Threading.CancellationToken token = default) {}", "public void M(CancellationToken token = default)")]
    [TestCase(
        "public T? M<T, U>(T t, in U u) where T : class, IDisposable, new() where U : struct => null;",
        "public T? M<T, U>(T t, in U u) where T : class, IDisposable, new() where U : struct")]
    [TestCase("public void M(ref int a, out int b, params int[] c) => b = 0;", "public void M(ref int a, out int b, params int[] c)")]
    [TestCase("public (int Count, string? Name) M() => default;", "public (int Count, string? Name) M()")]
    [TestCase("protected virtual void M() {}", "protected virtual void M()")]
    [TestCase("public override string ToString() => \"\";", "public override string ToString()")]
    [TestCase("public const double M = 0.5;", "public const double M = 0.5")]
    [TestCase("public static readonly int M = 1;", "public static readonly int M")]
    [TestCase("public int? M { get; init; }", "public int? M { get; init; }")]
    [TestCase("public int M { get; private set; }", "public int M { get; }")]
    [TestCase("public required string M { get; init; }", "public required string M { get; init; }")]
    [TestCase("public int this[int index] => index;", "public int this[int index] { get; }")]
    [TestCase("public event Action? M;", "public event Action? M")]
    [TestCase("public static Box operator +(Box left, Box right) => left;", "public static Box operator +(Box left, Box right)")]
    [TestCase("public static explicit operator int(Box box) => 0;", "public static explicit operator int(Box box)")]
    [TestCase("public Box(int @class) {}", "public Box(int @class)")]
    [TestCase("protected internal ReadOnlySpan<double> M(Span<int> a) => default;", "protected internal ReadOnlySpan<double> M(Span<int> a)")]
    public void Of_Member_IsItsDeclaration(string code, string expected)
    {
        INamedTypeSymbol box = Compiled.Library($"public class Box {{ {code} }}").Type("Box");
        Assert.That(PublicApi.Members(box).Where(member => !PublicApi.IsDefaultConstructor(member)).Select(Signature.Of), Is.EqualTo([expected]));
    }

    [TestCase("public sealed class Box : Base, IBox, IDisposable { public void Dispose() {} }", "public sealed class Box : Base, IBox, IDisposable")]
    [TestCase("public abstract class Box<T> : List<T?> where T : class {}", "public abstract class Box<T> : List<T?> where T : class")]
    [TestCase("public static class Box {}", "public static class Box")]
    [TestCase("public sealed record Box(int A) : Root;", "public sealed record Box : Root")]
    [TestCase("public readonly record struct Box(int A);", "public readonly struct Box")]
    [TestCase("public readonly ref struct Box {}", "public readonly ref struct Box")]
    [TestCase("public interface Box<in T, out U> : IBox {}", "public interface Box<in T, out U> : IBox")]
    [TestCase("public enum Box : byte { A }", "public enum Box : byte")]
    [TestCase(
        "public delegate void Box<T>(T value, int count = 1) where T : notnull;",
        "public delegate void Box<T>(T value, int count = 1) where T : notnull")]
    [TestCase(
        "public sealed class Box : List<int>, IEnumerable<string> { IEnumerator<string> IEnumerable<string>.GetEnumerator() => null!; }",
        "public sealed class Box : List<int>, IEnumerable<string>")]
    public void Of_Type_IsItsDeclarationWithBases(string code, string expected)
    {
        ApiLibrary library = Compiled.Library("public class Base {} public record Root; public interface IBox {} " + code);
        Assert.That(Signature.Of(library.Type("Box")), Is.EqualTo(expected));
    }

    [Test]
    public void Of_EnumMember_HasItsValue()
    {
        Assert.That(Signature.Of(Compiled.Library("public enum Box { A = 4 }").Type("Box").Member("A")), Is.EqualTo("A = 4"));
    }

    [Test]
    public void Wrapped_LongDeclaration_HasAParameterALine()
    {
        const string Code = """
            public interface IBox
            {
                Dictionary<string, int> Measure(Dictionary<string, (int First, int Second)> arguments, int count = 1, string? name = null);
            }
            """;
        Assert.That(
            Signature.Wrapped(Compiled.Library(Code).Type("IBox").Member("Measure")),
            Is.EqualTo("Dictionary<string, int> Measure(\n    Dictionary<string, (int First, int Second)> arguments,\n"
                + "    int count = 1,\n    string? name = null)"));
    }

    [Test]
    public void Wrapped_ShortDeclaration_IsOneLine()
    {
        ISymbol member = Compiled.Library("public interface IBox { int M(int a, int b); }").Type("IBox").Member("M");
        Assert.That(Signature.Wrapped(member), Is.EqualTo("int M(int a, int b)"));
    }
}
