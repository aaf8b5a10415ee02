namespace Uncertainty.ActiveLearning.Tests.Oracles;

[TestFixture]
internal sealed class SheetReaderTests
{
    private const string Whole = "index,file,score,label\n3,inputs/000003.png,0.5,dog\n4,inputs/000004.png,0.25,\n";

    [Test]
    public void Read_FileThatStaysTheSame_IsTakenAtTheSecondLook()
    {
        using TemporaryFolder folder = new();
        SheetReader reader = new();
        File.WriteAllText(folder["a.csv"], Whole);
        Assert.That(reader.Read(folder["a.csv"]), Is.EqualTo(((QuestionSheet?)null, (string?)null)));
        (QuestionSheet? sheet, string? problem) = reader.Read(folder["a.csv"]);
        Assert.That(problem, Is.Null);
        Assert.That(sheet!.Rows.Keys, Is.EquivalentTo(new[] { 3, 4 }));
        Assert.That(sheet.Rows[3], Is.EqualTo(new QuestionSheet.Row(2, "dog")));
        Assert.That(sheet.Rows[4], Is.EqualTo(new QuestionSheet.Row(3, string.Empty)));
    }

    [Test]
    public void Read_FileThatIsHalfSaved_IsNoErrorAndReadAgain()
    {
        using TemporaryFolder folder = new();
        SheetReader reader = new();

        // Cut off at every place, one look each; the last two looks find it whole.
        for (int length = 0; length <= Whole.Length; length++)
        {
            File.WriteAllText(folder["a.csv"], Whole[..length]);
            Assert.That(reader.Read(folder["a.csv"]), Is.EqualTo(((QuestionSheet?)null, (string?)null)), $"{length} characters");
        }

        Assert.That(reader.Read(folder["a.csv"]).Sheet!.Rows[3].Label, Is.EqualTo("dog"));
    }

    [Test]
    public void Read_FileThatIsAwayForALook_IsNoError()
    {
        using TemporaryFolder folder = new();
        SheetReader reader = new();
        Assert.That(reader.Read(folder["a.csv"]).Problem, Is.Null);
        File.WriteAllText(folder["a.csv"], Whole);
        Assert.That(reader.Read(folder["a.csv"]).Problem, Is.Null);
        Assert.That(reader.Read(folder["a.csv"]).Sheet, Is.Not.Null);
        File.Delete(folder["a.csv"]);
        Assert.That(reader.Read(folder["a.csv"]), Is.EqualTo(((QuestionSheet?)null, (string?)null)));
        Assert.That(reader.Read(folder["a.csv"]).Problem, Does.StartWith("cannot be read"));
    }

    [TestCase("", "line 1: must name the columns")]
    [TestCase("index,label\n3,\"dog\n", "line 2: a quotation mark")]
    [TestCase("file,label\n", "line 1: must name the columns")]
    [TestCase("index,file\n", "line 1: must name the columns")]
    [TestCase("index,label\n1,dog\n\nx,cat\n", "line 4: 'x' in column 'index'")]
    [TestCase("index,label\n-1,dog\n", "line 2: '-1' in column 'index'")]
    [TestCase("index,label\n1,dog\n2,cat\n1,\n", "line 4: input 1 has been in line 2")]
    public void Read_FileThatStaysWrong_SaysWhereAndWhy(string text, string problem)
    {
        using TemporaryFolder folder = new();
        SheetReader reader = new();
        File.WriteAllText(folder["a.csv"], text);
        reader.Read(folder["a.csv"]);
        Assert.That(reader.Read(folder["a.csv"]).Problem, Does.StartWith(problem));
    }

    [Test]
    public void Read_AsSpreadsheetsSaveIt_FindsTheColumns()
    {
        using TemporaryFolder folder = new();
        SheetReader reader = new();
        File.WriteAllText(folder["a.csv"], "\uFEFFLabel;Note;Index;File\r\n\"1.5;2\";\"a; b\";7;x.png\r\n;;8;y.png\r\n");
        reader.Read(folder["a.csv"]);
        QuestionSheet sheet = reader.Read(folder["a.csv"]).Sheet!;
        Assert.That(sheet.Rows[7], Is.EqualTo(new QuestionSheet.Row(2, "1.5;2")));
        Assert.That(sheet.Rows[8].Label, Is.Empty);
    }
}
