using Uncertainty.Evaluation;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Oracles;

[TestFixture]
internal sealed class SqliteOracleTests
{
    private static readonly LabelSpace Animals = LabelSpace.Classes(["cat", "dog", "cow"]);
    private static readonly SqliteOracleOptions Quick = new() { Period = TimeSpan.FromMilliseconds(5) };

    private TemporaryFolder _folder = null!;
    private TensorPool _pool = null!;
    private LabelStore _store = null!;

    /// <summary>What an annotator's program has open.</summary>
    private LabelStore _annotators = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        _pool = TestQueries.Pool();
        _store = LabelStore.OpenOrCreate(_folder["labels.db"], Animals);
        _annotators = LabelStore.Open(_folder["labels.db"], Animals);
    }

    [TearDown]
    public void TearDown()
    {
        _annotators.Dispose();
        _store.Dispose();
        _pool.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Ask_AnswersThatComeOneByOne_AreHandedOverAsTheyCome()
    {
        SqliteOracle oracle = new(_store, Quick);
        oracle.Post(About(7, 3));
        using IEnumerator<OracleAnswer> answers = oracle.Ask(About(7, 3)).GetEnumerator();
        _annotators.Answer(3, 1, "anna");
        Assert.That(answers.MoveNext(), Is.True);
        Assert.That(answers.Current, Is.EqualTo(new OracleAnswer(3, 1)));
        _annotators.Answer(7, null, "ben");
        Assert.That(answers.MoveNext(), Is.True);
        Assert.That(answers.Current, Is.EqualTo(new OracleAnswer(7, null)));
        Assert.That(answers.MoveNext(), Is.False);
    }

    [Test]
    public void Ask_AnswerFromAnotherThread_EndsTheWait()
    {
        Thread annotator = new(() =>
        {
            using LabelStore store = LabelStore.Open(_folder["labels.db"], Animals);
            while (store.OpenQuestions("anna") is not [StoredQuestion question])
            {
                Thread.Sleep(5);
            }

            store.Answer(7, 2, "anna");
        })
        { IsBackground = true };
        annotator.Start();
        Assert.That(new SqliteOracle(_store, Quick).Ask(About(7)).Text(Animals), Is.EqualTo("7=cow"));
        annotator.Join();
    }

    [Test]
    public void Ask_Anybody_TakesTheFirstAnswer()
    {
        SqliteOracle oracle = new(_store, Quick);
        oracle.Post(About(7));
        _annotators.Answer(7, 2, "ben");
        _annotators.Answer(7, 1, "anna");
        Assert.That(oracle.Ask(About(7)).Text(Animals), Is.EqualTo("7=cow"));
    }

    [Test]
    public void Ask_NamedAnnotator_TakesTheirsAlone()
    {
        SqliteOracle anna = new(_store, Quick with { Annotator = "anna" });
        SqliteOracle ben = new(_store, Quick with { Annotator = "ben" });
        anna.Post(About(7));
        ben.Post(About(7));
        _annotators.Answer(7, 2, "ben");
        _annotators.Answer(7, 1, "anna");
        Assert.That(anna.Ask(About(7)).Text(Animals), Is.EqualTo("7=dog"));
        Assert.That(ben.Ask(About(7)).Text(Animals), Is.EqualTo("7=cow"));
    }

    [Test]
    public void Ask_SameStoreAfterARestart_AsksNothingAgain()
    {
        int written = 0;
        SqliteOracleOptions options = Quick with { Content = input => [(byte)++written] };
        new SqliteOracle(_store, options).Post(About(7, 3));
        _annotators.Answer(3, 1, "anna");
        _store.Dispose();

        using LabelStore again = LabelStore.OpenOrCreate(_folder["labels.db"], Animals);
        SqliteOracle oracle = new(again, options);
        Assert.That(oracle.Ask(About(3)).Text(Animals), Is.EqualTo("3=dog"));
        oracle.Post(About(3, 9, 7));
        Assert.That(written, Is.EqualTo(3));
        Assert.That(again.OpenQuestions("anna").Select(question => question.Index), Is.EqualTo(new[] { 7, 9 }));
        Assert.That(again.Content(7), Is.EqualTo(new byte[] { 1 }));
    }

    [Test]
    public void Content_Image_LiesBesideTheQuestion()
    {
        new SqliteOracle(_store, Quick with { Content = PngImage.Encode }).Post(About(7));
        PngBytes png = PngBytes.Read(_annotators.Content(7)!);
        Assert.That((png.Width, png.Height), Is.EqualTo((3, 2)));
        Assert.That(_annotators.Content(8), Is.Null);
    }

    [Test]
    public void Post_ContentThatFails_AsksNothing()
    {
        SqliteOracle oracle = new(_store, Quick with { Content = input => throw new NotSupportedException() });
        Assert.Throws<NotSupportedException>(() => oracle.Post(About(7, 3)));
        Assert.That(_annotators.OpenQuestions("anna"), Is.Empty);
    }

    [Test]
    public void Ask_Panel_DecidesByTheVotesInTheStore()
    {
        // Cancelled as the last annotator gets the last question: all have theirs, and the wait ends at once.
        using CancellationTokenSource source = new();
        int written = 0;
        SqliteOracleOptions options = Quick with { Content = CancelAtTheSixth };
        AnnotatorPanel panel = new([.. new[] { "anna", "ben", "carl" }.Select(name => new SqliteOracle(_store, options with { Annotator = name }))]);
        Assert.Throws<OperationCanceledException>(() => panel.Ask(About(7, 3), source.Token).ToList());
        foreach ((string name, Label? seven, Label? three) in new (string, Label?, Label?)[] { ("anna", 1, 0), ("ben", 2, null), ("carl", 2, 1) })
        {
            Assert.That(_annotators.OpenQuestions(name).Select(question => question.Index), Is.EqualTo(new[] { 7, 3 }));
            _annotators.Answer(7, seven, name);
            _annotators.Answer(3, three, name);
        }

        Assert.That(panel.Ask(About(7, 3)).Text(Animals), Is.EqualTo("7=cow 3=?"));

        byte[] CancelAtTheSixth(Tensor input)
        {
            if (++written == 6)
            {
                source.Cancel();
            }

            return [];
        }
    }

    [Test]
    public void Ask_CancelledWhileWaiting_StopsAndKeepsTheQuestions()
    {
        using CancellationTokenSource source = new();
        SqliteOracle oracle = new(_store, Quick with { Content = Cancel });
        Assert.Throws<OperationCanceledException>(() => oracle.Ask(About(7), source.Token).ToList());
        Assert.That(_annotators.OpenQuestions("anna").Select(question => question.Index), Is.EqualTo(new[] { 7 }));

        byte[] Cancel(Tensor input)
        {
            source.Cancel();
            return [];
        }
    }

    [Test]
    public void BadInput_NamesTheParameter()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Assert.Throws<ArgumentNullException>(() => new SqliteOracle(null!))!.ParamName, Is.EqualTo("store"));
            Assert.That(Assert.Throws<ArgumentException>(() => new SqliteOracle(_store).Ask([]))!.ParamName, Is.EqualTo("queries"));
            Assert.That(Assert.Throws<ArgumentException>(() => new SqliteOracleOptions { Annotator = "" })!.ParamName, Is.EqualTo("Annotator"));
            Assert.That(
                Assert.Throws<ArgumentOutOfRangeException>(() => new SqliteOracleOptions { Period = TimeSpan.FromDays(2) })!.ParamName, Is.EqualTo("Period"));
        }
    }

    [Test]
    public void Ask_LeavesNoTensorBehind()
    {
        SqliteOracle oracle = new(_store, Quick with { Content = PngImage.Encode });
        int next = 0;
        long before = Leaks.CountAlive();
        Leaks.AssertNone(() =>
        {
            int index = next++;
            oracle.Post(About(index));
            _annotators.Answer(index, 1, "anna");
            _ = oracle.Ask(About(index)).Single();
        });
        Assert.That(Leaks.CountAlive(), Is.EqualTo(before));
    }

    private OracleQuery[] About(params int[] indices) => TestQueries.About(_pool, indices);
}
