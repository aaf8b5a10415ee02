namespace Uncertainty.ActiveLearning.Tests.Oracles;

[TestFixture]
internal sealed class CsvTextTests
{
    // Fields of a row are put together by |, rows by / with their line before them.
    [TestCase("a,b\n1,2\n", "1:a|b/2:1|2")]
    [TestCase("a,b\r\n1,2", "1:a|b/2:1|2")]
    [TestCase("a;b\n1,5;2\n", "1:a|b/2:1,5|2")]
    [TestCase("a\tb\n1;2\t3\n", "1:a|b/2:1;2|3")]
    [TestCase("a,b\n1,\n,\n\n2,x\n", "1:a|b/2:1|/5:2|x")]
    [TestCase(" a , b \n \"1\" ,\" x \"\n", "1:a|b/2:1|x")]
    [TestCase("a,b\n\"x,\"\"y\"\"\",z\n", "1:a|b/2:x,\"y\"|z")]
    [TestCase("a,b\n\"x\ny\",1\n2,3\n", "1:a|b/2:x\ny|1/4:2|3")]
    [TestCase("a,b\n5\" disk,1\n", "1:a|b/2:5\" disk|1")]
    [TestCase("only\n1\n", "1:only/2:1")]
    [TestCase("", "")]
    public void Parse_Rows(string text, string expected)
    {
        CsvText csv = CsvText.Parse(text);
        Assert.That(string.Join('/', csv.Rows.Select(row => $"{row.Line}:{string.Join('|', row.Fields)}")), Is.EqualTo(expected));
        Assert.That(csv.OpenQuote, Is.Null);
    }

    [Test]
    public void Parse_QuoteThatIsNotClosed_SaysWhereItOpens() => Assert.That(CsvText.Parse("a,b\n1,2\n3,\"x\n4,5\n").OpenQuote, Is.EqualTo(3));

    [TestCase("plain", "plain")]
    [TestCase("a,b", "\"a,b\"")]
    [TestCase("1;2", "\"1;2\"")]
    [TestCase("say \"a\"", "\"say \"\"a\"\"\"")]
    public void Field_Text_IsReadBack(string text, string written)
    {
        Assert.That(CsvText.Field(text), Is.EqualTo(written));
        Assert.That(CsvText.Parse($"x,{written}").Rows[0].Fields[1], Is.EqualTo(text));
    }
}
