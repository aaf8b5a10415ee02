using Microsoft.Data.Sqlite;

namespace Uncertainty.ActiveLearning.Tests.Oracles;

[TestFixture]
internal sealed class LabelStoreTests
{
    private static readonly LabelSpace Animals = LabelSpace.Classes(["cat", "dog", "cow"]);

    private readonly FixedTime _time = new();
    private TemporaryFolder _folder = null!;
    private TensorPool _pool = null!;
    private LabelStore _store = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        _pool = TestQueries.Pool();
        _store = LabelStore.OpenOrCreate(StorePath, Animals, _time);
    }

    [TearDown]
    public void TearDown()
    {
        _store.Dispose();
        _pool.Dispose();
        _folder.Dispose();
    }

    private string StorePath => _folder["labels.db"];

    [Test]
    public void OpenQuestions_PostedByAnother_SaysAllOfThem()
    {
        new SqliteOracle(_store).Post([.. TestQueries.About(_pool, 7), new OracleQuery(_pool, 3)]);
        using LabelStore other = LabelStore.Open(StorePath, Animals);
        Assert.That(
            other.OpenQuestions("anna"),
            Is.EqualTo(new[] { new StoredQuestion(7, 2, 7.5, _time.Now), new StoredQuestion(3, 0, double.NaN, _time.Now) }));
        Assert.That(other.Content(7), Is.Null);
    }

    [Test]
    public void Answer_OpenQuestion_IsKeptWithAnnotatorAndTime()
    {
        new SqliteOracle(_store).Post(TestQueries.About(_pool, 7, 3, 5));
        DateTimeOffset asked = _time.Now;
        _time.Now = asked.AddHours(2);
        _store.Answer(3, 1, "anna");
        _time.Now = asked.AddHours(3);
        _store.Answer(7, null, "ben");
        _store.Dispose();

        using LabelStore again = LabelStore.Open(StorePath, Animals);
        Assert.That(
            again.Answers(),
            Is.EqualTo(new[] { new StoredAnswer(3, 1, "anna", asked.AddHours(2)), new StoredAnswer(7, null, "ben", asked.AddHours(3)) }));
        Assert.That(again.OpenQuestions("anna").Select(question => question.Index), Is.EqualTo(new[] { 5 }));
    }

    [Test]
    public void OpenQuestions_ForNamedAnnotators_AreTheirsUntilTheyAnswer()
    {
        new SqliteOracle(_store, new() { Annotator = "anna" }).Post(TestQueries.About(_pool, 7, 3));
        new SqliteOracle(_store, new() { Annotator = "ben" }).Post(TestQueries.About(_pool, 3));
        new SqliteOracle(_store).Post(TestQueries.About(_pool, 9));
        _store.Answer(3, 0, "anna");
        _store.Answer(9, 0, "ben");
        Assert.That(_store.OpenQuestions("anna").Select(question => question.Index), Is.EqualTo(new[] { 7 }));
        Assert.That(_store.OpenQuestions("ben").Select(question => question.Index), Is.EqualTo(new[] { 3 }));
        Assert.That(_store.OpenQuestions("carl"), Is.Empty);
    }

    [Test]
    public void Answer_AgainTheSame_IsNoErrorAndAnotherIs()
    {
        new SqliteOracle(_store).Post(TestQueries.About(_pool, 3, 5));
        _store.Answer(3, 1, "anna");
        _store.Answer(3, 1, "anna");
        _store.Answer(5, null, "anna");
        _store.Answer(5, null, "anna");
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => _store.Answer(3, 2, "anna"))!;
        Assert.That(error.Message, Does.Contain("input 3").And.Contain("dog"));
        Assert.Throws<InvalidOperationException>(() => _store.Answer(3, null, "anna"));
        Assert.Throws<InvalidOperationException>(() => _store.Answer(5, 0, "anna"));
        Assert.That(_store.Answers().Select(answer => answer.Label), Is.EqualTo(new Label?[] { 1, null }));
    }

    [Test]
    public void Answer_BadInput_SaysWhatIsWrongAndKeepsNothing()
    {
        new SqliteOracle(_store, new() { Annotator = "anna" }).Post(TestQueries.About(_pool, 3));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Assert.Throws<ArgumentException>(() => _store.Answer(3, 3, "anna"))!.ParamName, Is.EqualTo("label"));
            Assert.That(Assert.Throws<ArgumentException>(() => _store.Answer(3, 1, " anna"))!.ParamName, Is.EqualTo("annotator"));
            Assert.That(Assert.Throws<ArgumentException>(() => _store.OpenQuestions(string.Empty))!.ParamName, Is.EqualTo("annotator"));
            Assert.That(Assert.Throws<InvalidOperationException>(() => _store.Answer(4, 1, "anna"))!.Message, Does.Contain("input 4"));
            Assert.That(Assert.Throws<InvalidOperationException>(() => _store.Answer(3, 1, "ben"))!.Message, Does.Contain("'ben'"));
            Assert.That(_store.Answers(), Is.Empty);
        }
    }

    [Test]
    public void Answers_OfAnotherProgram_AreReadAndChecked()
    {
        new SqliteOracle(_store).Post(TestQueries.About(_pool, 3, 5));
        Execute("INSERT INTO answers (pool_index, annotator, label, answered_at) VALUES (3, 'script', 2, '2026-02-01 08:30:00')");
        Assert.That(
            _store.Answers(),
            Is.EqualTo(new[] { new StoredAnswer(3, 2, "script", new DateTimeOffset(2026, 2, 1, 8, 30, 0, TimeSpan.Zero)) }));

        Execute("INSERT INTO answers (pool_index, annotator, label, answered_at) VALUES (5, 'script', 'horse', '2026-02-01 08:31:00')");
        Assert.That(
            Assert.Throws<InvalidDataException>(() => _store.Answers())!.Message,
            Does.Contain("Answer 2").And.Contain("'script'").And.Contain("input 5").And.Contain("'horse'"));
    }

    [Test]
    public void File_OfAStore_IsMarkedAndWritesAhead()
    {
        Assert.That(Execute("PRAGMA journal_mode"), Is.EqualTo("wal"));
        Assert.That(Execute("PRAGMA application_id"), Is.EqualTo(0x554C424C));
        Assert.That(Execute("PRAGMA user_version"), Is.EqualTo(1));
    }

    [Test]
    public void Open_NoFile_SaysSoAndMakesNone()
    {
        Assert.Throws<FileNotFoundException>(() => LabelStore.Open(_folder["other.db"], Animals));
        Assert.That(File.Exists(_folder["other.db"]), Is.False);
    }

    [Test]
    public void Open_FileThatIsNoDatabase_IsRefusedAndLeftAsItIs()
    {
        string text = string.Concat(Enumerable.Repeat("This is a text. ", 100));
        File.WriteAllText(_folder["text.db"], text);
        Assert.That(
            Assert.Throws<InvalidDataException>(() => LabelStore.OpenOrCreate(_folder["text.db"], Animals))!.Message, Does.Contain("text.db"));
        Assert.That(File.ReadAllText(_folder["text.db"]), Is.EqualTo(text));
    }

    [Test]
    public void Open_DatabaseOfAnotherProgram_IsRefusedAndLeftAsItIs()
    {
        Execute("CREATE TABLE questions (x INTEGER)", "foreign.db");
        byte[] before = File.ReadAllBytes(_folder["foreign.db"]);
        Assert.That(
            Assert.Throws<InvalidDataException>(() => LabelStore.OpenOrCreate(_folder["foreign.db"], Animals))!.Message,
            Does.Contain("another program"));
        Assert.That(File.ReadAllBytes(_folder["foreign.db"]), Is.EqualTo(before));
    }

    [Test]
    public void Open_NewerVersion_IsRefused()
    {
        Execute("PRAGMA user_version = 2");
        Assert.That(Assert.Throws<InvalidDataException>(() => LabelStore.Open(StorePath, Animals))!.Message, Does.Contain("version 2"));
    }

    [Test]
    public void Open_OtherLabels_IsRefused() =>
        Assert.That(
            Assert.Throws<InvalidDataException>(() => LabelStore.Open(StorePath, LabelSpace.Classes(3)))!.Message,
            Does.Contain("cat, dog, cow").And.Contain("3 classes."));

    [Test]
    public void Open_CutOffFile_IsRefused()
    {
        new SqliteOracle(_store, new() { Content = input => new byte[20_000] }).Post(TestQueries.About(_pool, 3));
        _store.Dispose();
        using (FileStream file = new(StorePath, FileMode.Open))
        {
            file.SetLength(4096);
        }

        Assert.Throws<InvalidDataException>(() => LabelStore.Open(StorePath, Animals));
    }

    private object? Execute(string text, string file = "labels.db")
    {
        using SqliteConnection connection = new($"Data Source={_folder[file]};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }
}
