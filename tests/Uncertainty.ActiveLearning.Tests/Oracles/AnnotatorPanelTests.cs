namespace Uncertainty.ActiveLearning.Tests.Oracles;

[TestFixture]
internal sealed class AnnotatorPanelTests
{
    private static readonly LabelSpace Digits = LabelSpace.Classes(10);

    // Of inputs 0, 1, 2 ...: a figure is a class, a question mark an abstention.
    [TestCase("111", "0=1", TestName = "Ask_AllAgree_GivesTheirLabel")]
    [TestCase("112", "0=1", TestName = "Ask_TwoOfThree_GivesTheMajority")]
    [TestCase("211", "0=1", TestName = "Ask_LastTwoOfThree_GivesTheMajority")]
    [TestCase("123", "0=?", TestName = "Ask_AllDifferent_Abstains")]
    [TestCase("1122", "0=?", TestName = "Ask_Tie_Abstains")]
    [TestCase("11223", "0=?", TestName = "Ask_TieAtTheTop_Abstains")]
    [TestCase("1??", "0=1", TestName = "Ask_Abstentions_AreNoVotes")]
    [TestCase("??", "0=?", TestName = "Ask_OnlyAbstentions_Abstains")]
    public void Ask_Votes(string votes, string expected) => Assert.That(Decide(votes, new AnnotatorPanelOptions()), Is.EqualTo(expected));

    [TestCase("1?1", 2, "0=1")]
    [TestCase("1??", 2, "0=?")]
    [TestCase("112", 3, "0=?")]
    public void Ask_MinimumVotes_AreNeeded(string votes, int minimum, string expected) =>
        Assert.That(Decide(votes, new AnnotatorPanelOptions { MinimumVotes = minimum }), Is.EqualTo(expected));

    [TestCase("1123", "0=1", 2, TestName = "AskAnother_FirstTwoAgree_AsksNobodyElse")]
    [TestCase("1223", "0=2", 3, TestName = "AskAnother_Tie_AsksOneMore")]
    [TestCase("12?2", "0=2", 4, TestName = "AskAnother_StillATie_AsksTheNext")]
    [TestCase("1234", "0=?", 4, TestName = "AskAnother_NobodyLeft_Abstains")]
    [TestCase("??3", "0=3", 3, TestName = "AskAnother_AllAbstained_AsksOneMore")]
    public void AskAnother(string votes, string expected, int asked)
    {
        List<string> log = [];
        AnnotatorPanelOptions options = new() { FirstAsked = 2, Undecided = UndecidedRule.AskAnother };
        Assert.That(Decide(votes, options, log), Is.EqualTo(expected));
        Assert.That(log.Count(line => line.StartsWith("ask", StringComparison.Ordinal)), Is.EqualTo(asked));
    }

    [Test]
    public void Ask_SeveralInputs_AsksFurtherAnnotatorsOnlyAboutTheUndecided()
    {
        using TensorPool pool = TestQueries.Pool();
        List<string> log = [];
        AnnotatorPanel panel = new(
            [new Scripted("a", "111", log), new Scripted("b", "121", log), new Scripted("c", "924", log)],
            new AnnotatorPanelOptions { FirstAsked = 2, Undecided = UndecidedRule.AskAnother });
        Assert.That(panel.Ask(TestQueries.About(pool, 2, 1, 0)).Text(Digits), Is.EqualTo("2=1 0=1 1=2"));
        Assert.That(log, Is.EqualTo(new[] { "post a 2 1 0", "post b 2 1 0", "ask a 2 1 0", "ask b 2 1 0", "ask c 1" }));
    }

    [Test]
    public void Ask_AnnotatorWhoDoesNotAnswerWhatWasAsked_IsAnError()
    {
        using TensorPool pool = TestQueries.Pool();
        FunctionOracle honest = new(query => Label.OfClass(1));
        (IOracle, string)[] wrong =
        [
            (new Answering([new OracleAnswer(9, 1)]), "input 9"),
            (new Answering([new OracleAnswer(0, 1), new OracleAnswer(0, 1)]), "input 0"),
            (new Answering([new OracleAnswer(0, 1)]), "no answer about 1 of 2 inputs, such as 1"),
        ];
        foreach ((IOracle annotator, string text) in wrong)
        {
            AnnotatorPanel panel = new([honest, annotator]);
            Assert.That(
                Assert.Throws<InvalidOperationException>(() => panel.Ask(TestQueries.About(pool, 0, 1)).ToList())!.Message,
                Does.Contain("Annotator 1").And.Contain(text));
        }
    }

    [Test]
    public void Constructor_BadInput_NamesTheParameter()
    {
        FunctionOracle one = new(query => null);
        FunctionOracle other = new(query => null);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Assert.Throws<ArgumentException>(() => new AnnotatorPanel([one]))!.ParamName, Is.EqualTo("annotators"));
            Assert.That(Assert.Throws<ArgumentException>(() => new AnnotatorPanel([one, one]))!.ParamName, Is.EqualTo("annotators"));
            Assert.That(Assert.Throws<ArgumentException>(() => new AnnotatorPanel([one, null!]))!.ParamName, Is.EqualTo("annotators"));
            Assert.That(
                Assert.Throws<ArgumentOutOfRangeException>(() => new AnnotatorPanel([one, other], new() { FirstAsked = 3 }))!.ParamName,
                Is.EqualTo("FirstAsked"));
            Assert.That(
                Assert.Throws<ArgumentOutOfRangeException>(
                    () => new AnnotatorPanel([one, other], new() { FirstAsked = 1, MinimumVotes = 2 }))!.ParamName,
                Is.EqualTo("MinimumVotes"));
            Assert.That(
                Assert.Throws<ArgumentOutOfRangeException>(() => new AnnotatorPanelOptions { FirstAsked = 0 })!.ParamName, Is.EqualTo("FirstAsked"));
            Assert.That(
                Assert.Throws<ArgumentOutOfRangeException>(() => new AnnotatorPanelOptions { MinimumVotes = 0 })!.ParamName,
                Is.EqualTo("MinimumVotes"));
            Assert.That(
                Assert.Throws<ArgumentOutOfRangeException>(() => new AnnotatorPanelOptions { Undecided = (UndecidedRule)7 })!.ParamName,
                Is.EqualTo("Undecided"));
        }
    }

    private static string Decide(string votes, AnnotatorPanelOptions options, List<string>? log = null)
    {
        using TensorPool pool = TestQueries.Pool();
        AnnotatorPanel panel = new([.. votes.Select((vote, i) => new Scripted($"{i}", $"{vote}", log ?? []))], options);
        return panel.Ask(TestQueries.About(pool, 0)).Text(Digits);
    }

    /// <summary>Answers about input i by figure i of a text, and writes down what it is asked.</summary>
    private sealed class Scripted(string name, string answers, List<string> log) : IPostingOracle
    {
        public void Post(IReadOnlyList<OracleQuery> queries, CancellationToken cancellationToken = default) => Note("post", queries);

        public IEnumerable<OracleAnswer> Ask(IReadOnlyList<OracleQuery> queries, CancellationToken cancellationToken = default)
        {
            Note("ask", queries);
            return queries.Select(query => new OracleAnswer(
                query.Index, answers[query.Index] == '?' ? null : Label.OfClass(answers[query.Index] - '0')));
        }

        private void Note(string what, IReadOnlyList<OracleQuery> queries) =>
            log.Add($"{what} {name} {string.Join(' ', queries.Select(query => query.Index))}");
    }

    /// <summary>Gives the same answers whatever it is asked.</summary>
    private sealed class Answering(IReadOnlyList<OracleAnswer> answers) : IOracle
    {
        public IEnumerable<OracleAnswer> Ask(IReadOnlyList<OracleQuery> queries, CancellationToken cancellationToken = default) => answers;
    }
}
