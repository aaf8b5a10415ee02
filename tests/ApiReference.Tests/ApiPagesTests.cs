namespace ApiReference.Tests;

[TestFixture]
internal sealed class ApiPagesTests
{
    [Test]
    public void All_DescribedMember_HasAllThatItsCommentSays()
    {
        string page = Page("Box", """
            /// <summary>A box, see <see cref="Open(string, int)"/> and <see cref="IDisposable"/>.</summary>
            /// <remarks>Holds *one* thing: <c>x_y</c>.</remarks>
            public sealed class Box
            {
                /// <summary>Opens it.</summary>
                /// <param name="key">What opens it;
                /// not <see langword="null"/>.</param>
                /// <param name="turns">How often <paramref name="key"/> is turned.</param>
                /// <returns>Whether it opened.</returns>
                /// <exception cref="ArgumentException">No key.</exception>
                public bool Open(string key, int turns = 1) => true;
            }
            """);
        string[] expected =
        [
            "A box, see [`Open`](../Sample/Box.md#open-system-string-system-int32) and "
                + "[`IDisposable`](https://learn.microsoft.com/dotnet/api/system.idisposable).",
            "**Remarks**: Holds \\*one\\* thing: `x_y`.",
            "<a id=\"open-system-string-system-int32\"></a>",
            "### Open(string, int)",
            "Opens it.",
            "```csharp\npublic bool Open(string key, int turns = 1)\n```",
            "**Parameters**\n\n- `key`: What opens it; not `null`.\n- `turns`: How often `key` is turned.",
            "**Returns**: Whether it opened.",
            "**Exceptions**\n\n- [`ArgumentException`](https://learn.microsoft.com/dotnet/api/system.argumentexception): No key.",
        ];
        Assert.That(expected.Where(text => !page.Contains(text + "\n", StringComparison.Ordinal)), Is.Empty, page);
    }

    [Test]
    public void All_InheritedComments_AreWrittenOut()
    {
        ApiLibrary library = Compiled.Library("""
            /// <summary>Base.</summary>
            public abstract class Base
            {
                /// <summary>From the base.</summary>
                /// <param name="a">A of the base.</param>
                /// <exception cref="ArgumentException">Bad.</exception>
                public abstract int Size(int a);
            }
            /// <summary>Face.</summary>
            public interface IFace
            {
                /// <summary>From the interface.</summary>
                void Meet();
            }
            /// <summary>Box.</summary>
            public class Box : Base, IFace, IDisposable
            {
                /// <inheritdoc/>
                public override int Size(int a) => a;
                /// <inheritdoc/>
                public void Meet() {}
                /// <inheritdoc/>
                public void Dispose() {}
                /// <summary>Own.</summary>
                /// <inheritdoc cref="Size" path="/exception"/>
                public void Other() {}
            }
            /// <summary>Deeper.</summary>
            public sealed class Deep : Box
            {
                /// <inheritdoc/>
                public override int Size(int a) => a;
            }
            """);
        Comments comments = new(library, new List<string>());

        Assert.That(
            Inner(library, comments, "Size"),
            Is.EqualTo(
                "<summary>From the base.</summary><param name=\"a\">A of the base.</param>"
                + "<exception cref=\"T:System.ArgumentException\">Bad.</exception>"));
        Assert.That(Inner(library, comments, "Meet"), Is.EqualTo("<summary>From the interface.</summary>"));
        Assert.That(Inner(library, comments, "Dispose"), Is.EqualTo("<summary>Implements <see cref=\"M:System.IDisposable.Dispose\" />.</summary>"));
        Assert.That(
            Inner(library, comments, "Other"),
            Is.EqualTo("<summary>Own.</summary><exception cref=\"T:System.ArgumentException\">Bad.</exception>"));
        Assert.That(comments.Of(library.Type("Deep").Member("Size")).Element("summary")!.Value, Is.EqualTo("From the base."));
    }

    [TestCase("public sealed class Box {}", "Sample.Box: it has no summary.")]
    [TestCase("/// <summary>Box.</summary>\npublic sealed class Box { public int Size; }", "Sample.Box.Size: it has no summary.")]
    [TestCase("/// <summary>Box.</summary>\npublic enum Box { A }", "Sample.Box.A: it has no summary.")]
    [TestCase("/// <summary>See <see cref=\"Nowhere\"/>.</summary>\npublic sealed class Box {}", "Sample.Box: the cref '!:Nowhere' means nothing.")]
    [TestCase(
        "/// <summary>See <see cref=\"Hidden\"/>.</summary>\npublic sealed class Box {}\ninternal sealed class Hidden {}",
        "Sample.Box: the cref 'T:Sample.Hidden' is not public, so a reader cannot find it.")]
    [TestCase("/// <summary>A <blink>box</blink>.</summary>\npublic sealed class Box {}", "Sample.Box: the element <blink> is not known.")]
    [TestCase(
        "/// <summary>Box.</summary>\npublic sealed class Box {\n/// <inheritdoc/>\npublic void M() {} }",
        "Sample.Box.M(): there is nothing to inherit a comment from.")]
    [TestCase(
        "/// <summary>Box.</summary>\npublic sealed class Box {\n/// <summary>M.</summary><exception cref=\"Nothing\">Never.</exception>\npublic void M() {} }",
        "Sample.Box.M(): the cref '!:Nothing' means nothing.")]
    public void All_FaultyComment_IsNamed(string code, string expected)
    {
        ApiPages pages = new(Compiled.Library(code));
        _ = pages.All().Count();
        Assert.That(pages.Faults, Does.Contain(expected));
    }

    [Test]
    public void All_GoodComments_HaveNoFaults()
    {
        ApiPages pages = new(Compiled.Library("""
            /// <summary>Box.</summary>
            /// <param name="A">A.</param>
            public sealed record Box(int A);
            /// <summary>Empty.</summary>
            public sealed class Empty {}
            """));
        Assert.That(pages.All().Select(page => page.File), Is.EqualTo(["index.md", "Sample/Box.md", "Sample/Empty.md"]));
        Assert.That(pages.Faults, Is.Empty);
    }

    [Test]
    public void Write_IntoAFolder_ReplacesWhatItHolds()
    {
        string folder = Directory.CreateTempSubdirectory("api-pages-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "old.md"), "old");
            int written = new ApiPages(Compiled.Library("/// <summary>Box.</summary>\npublic sealed class Box {}")).Write(folder);
            Assert.That(
                Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                    .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')),
                Is.EquivalentTo(["index.md", "Sample/Box.md"]));
            Assert.That(written, Is.EqualTo(2));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Page(string type, string code)
    {
        ApiPages pages = new(Compiled.Library(code));
        string page = pages.All().Single(page => page.File == $"Sample/{type}.md").Text;
        Assert.That(pages.Faults, Is.Empty);
        return page;
    }

    private static string Inner(ApiLibrary library, Comments comments, string member) => string.Concat(
        comments.Of(library.Type("Box").Member(member)).Elements()
            .Select(element => element.ToString(System.Xml.Linq.SaveOptions.DisableFormatting)));
}
