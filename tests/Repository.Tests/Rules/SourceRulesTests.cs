namespace Repository.Tests.Rules;

[TestFixture]
internal sealed class SourceRulesTests
{
    [TestCase("var x = 1;", "var")]
    [TestCase("foreach (var x in list) {}", "var")]
    [TestCase("Console.WriteLine();", "Console")]
    [TestCase("System.Console.WriteLine();", "Console")]
    [TestCase("int x = Random.Shared.Next();", "Random.Shared")]
    [TestCase("Random x = new Random();", "Random.#ctor")]
    [TestCase("long x = DateTime.UtcNow.Ticks;", "DateTime.UtcNow")]
    [TestCase("long x = System.DateTime.Now.Ticks;", "DateTime.Now")]
    [TestCase("long x = DateTimeOffset.UtcNow.Ticks;", "DateTimeOffset.UtcNow")]
    [TestCase("GC.Collect();", "GC.Collect")]
    [TestCase("Thread.Sleep(1);", "Thread.Sleep")]
    [TestCase("// TODO: more", "TODO")]
    [TestCase("/* FIXME */", "FIXME")]
    [TestCase("#region A\n#endregion", "#region")]
    [TestCase("#pragma warning disable RS0030", "banned symbols allowed")]
    public void Violations_OfAStatement_AreFound(string statement, string expected)
    {
        string code = "namespace A;\npublic class Box\n{\n    void M()\n    {\n        " + statement + "\n    }\n}\n";
        Assert.That(SourceRules.Violations("Box.cs", code), Is.EqualTo([$"Box.cs(6): {expected}"]));
    }

    [TestCase("int var1 = 1; string s = \"var x = Console.Out; // TODO\";")]
    [TestCase("Random x = new Random(7); int y = time.Now; this.Console(); task.Sleep(1); values.var(1);")]
    [TestCase("// var, async and Console are words here")]
    [TestCase("#pragma warning disable CS0114")]
    public void Violations_OfGoodStatements_AreNone(string statement)
    {
        Assert.That(SourceRules.Violations("Box.cs", $"namespace A;\npublic class Box {{ void M() {{\n{statement}\n}} }}\n"), Is.Empty);
    }

    [TestCase("namespace A;\npublic class Crate {}\n", "Box.cs: holds the public Crate")]
    [TestCase("namespace A;\npublic class Box {}\npublic enum Lid {}\n", "Box.cs: holds the public Box, Lid")]
    [TestCase("namespace A\n{\n}\n", "Box.cs(1): a namespace in braces")]
    [TestCase("namespace A;\ninternal class C { async void M() {} }\n", "Box.cs(2): async")]
    [TestCase("namespace A;\ninternal class C { async Task M() { await Run(); } }\n", "Box.cs(2): await", "Box.cs(2): async")]
    public void Violations_OfAFile_AreFound(string code, params string[] expected)
    {
        Assert.That(SourceRules.Violations("Box.cs", code), Is.EqualTo(expected));
    }

    [Test]
    public void Violations_OfALongFile_GiveItsLength()
    {
        Assert.That(SourceRules.Violations("Box.cs", new string('\n', 401)), Is.EqualTo(["Box.cs: 401 lines; 400 are the limit"]));
        Assert.That(SourceRules.Violations("Box.cs", new string('\n', 400)), Is.Empty);
    }

    [Test]
    public void Violations_OfPartsAndNestedTypes_AreNone()
    {
        const string Code = "namespace A;\npublic partial class Box { public class Inner {} }\ninternal class Other {}\n";
        Assert.That(SourceRules.Violations("src/Boxes/Box.Making.cs", Code), Is.Empty);
    }
}
