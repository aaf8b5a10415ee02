using System.Text;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Oracles;

[TestFixture]
internal sealed class FolderOracleTests
{
    private const string First = "questions-0001.csv";

    private static readonly LabelSpace Animals = LabelSpace.Classes(["cat", "dog", "cow"]);
    private static readonly FolderOracleOptions Quick = new() { Period = TimeSpan.FromMilliseconds(5) };

    private TemporaryFolder _folder = null!;
    private TensorPool _pool = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        _pool = TestQueries.Pool();
    }

    [TearDown]
    public void TearDown()
    {
        _pool.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Post_Questions_WritesInputsAndASheetToFillIn()
    {
        Oracle().Post([.. About(7, 3), new OracleQuery(_pool, 5)]);
        Assert.That(_folder.Files(), Is.EqualTo(new[] { "inputs/000003.png", "inputs/000005.png", "inputs/000007.png", "labels.txt", First }));
        Assert.That(
            File.ReadAllText(_folder[First]),
            Is.EqualTo("index,file,score,label\n7,inputs/000007.png,7.5,\n3,inputs/000003.png,3.5,\n5,inputs/000005.png,,\n"));
        Assert.That(File.ReadAllText(_folder["labels.txt"]), Does.StartWith("Labels: 3 classes: cat, dog, cow\n"));
        PngBytes png = PngBytes.Read(File.ReadAllBytes(_folder["inputs/000007.png"]));
        Assert.That((png.Width, png.Height), Is.EqualTo((3, 2)));
        Assert.That(png.Values, Is.EqualTo(Enumerable.Range(42, 6).Select(i => (byte)Math.Round(255 * (i / 120.0)))));
    }

    [Test]
    public void Ask_NamesNumbersAndQuestionMark_AreAnswers()
    {
        FolderOracle oracle = Oracle();
        oracle.Post(About(7, 3, 5));
        Fill(First, "cow", "0", " ? ");
        Assert.That(oracle.Ask(About(7, 3, 5)).Text(Animals), Is.EqualTo("7=cow 3=cat 5=?"));
    }

    [Test]
    public void Ask_AnswersThatComeOneByOne_AreHandedOverAsTheyCome()
    {
        using IEnumerator<OracleAnswer> answers = Oracle().Ask(About(7, 3)).GetEnumerator();
        FolderOracle other = Oracle();
        other.Post(About(7, 3));
        Fill(First, "", "dog");
        Assert.That(answers.MoveNext(), Is.True);
        Assert.That(answers.Current, Is.EqualTo(new OracleAnswer(3, 1)));
        Fill(First, "cow", "dog");
        Assert.That(answers.MoveNext(), Is.True);
        Assert.That(answers.Current, Is.EqualTo(new OracleAnswer(7, 2)));
        Assert.That(answers.MoveNext(), Is.False);
    }

    [Test]
    public void Ask_SameFolderAfterARestart_AsksNothingAgainAndLeavesEveryFileAsItIs()
    {
        Oracle().Post(About(7, 3));
        File.WriteAllText(
            _folder[First], "index;file;score;label;note\r\n3;inputs/000003.png;3,5;dog;\"quite; sure\"\r\n7;inputs/000007.png;7,5;;\r\n");
        Dictionary<string, byte[]> before = Contents();

        FolderOracle again = Oracle();
        Assert.That(again.Ask(About(3)).Text(Animals), Is.EqualTo("3=dog"));
        again.Post(About(3, 7));
        Assert.That(Contents(), Is.EqualTo(before));

        again.Post(About(3, 4, 7));
        Dictionary<string, byte[]> after = Contents();
        Assert.That(after.Keys.Except(before.Keys), Is.EquivalentTo(new[] { "inputs/000004.png", "questions-0002.csv" }));
        Assert.That(before.Keys.Where(file => !after[file].SequenceEqual(before[file])), Is.Empty);
        Assert.That(File.ReadAllText(_folder["questions-0002.csv"]), Is.EqualTo("index,file,score,label\n4,inputs/000004.png,4.5,\n"));
    }

    [Test]
    public void Ask_QuestionsOfSeveralSheets_AreAnsweredTogether()
    {
        FolderOracle oracle = Oracle();
        oracle.Post(About(7, 3));
        oracle.Post(About(9));
        Fill(First, "cow", "dog");
        Fill("questions-0002.csv", "cat");
        Assert.That(Oracle().Ask(About(9, 3, 7)).Text(Animals).Split(' '), Is.EquivalentTo(new[] { "9=cat", "3=dog", "7=cow" }));
    }

    [Test]
    public void Ask_AfterAKillWhileWriting_GoesOnFromThere()
    {
        // What is left where a run is killed between the inputs and the sheet, and within a file.
        Oracle().Post(About(7));
        File.Delete(_folder[First]);
        File.WriteAllText(_folder[$"{First}.tmp"], "index,fi");
        File.WriteAllText(_folder["inputs/000003.png.tmp"], "half");

        FolderOracle oracle = Oracle();
        oracle.Post(About(7, 3));
        Fill(First, "cow", "dog");
        Assert.That(oracle.Ask(About(7, 3)).Text(Animals), Is.EqualTo("7=cow 3=dog"));
        Assert.That(_folder.Files(), Is.EqualTo(new[] { "inputs/000003.png", "inputs/000007.png", "labels.txt", First }));
    }

    [Test]
    public void Ask_WordThatIsNoLabel_IsAnErrorWithTheLineAfterAllOtherAnswers()
    {
        FolderOracle oracle = Oracle();
        oracle.Post(About(7, 3, 5));
        Fill(First, "cow", "horse", "dog");
        List<OracleAnswer> taken = [];
        InvalidDataException error = Assert.Throws<InvalidDataException>(() =>
        {
            foreach (OracleAnswer answer in oracle.Ask(About(7, 3, 5)))
            {
                taken.Add(answer);
            }
        })!;
        Assert.That(taken.Text(Animals), Is.EqualTo("7=cow 5=dog"));
        Assert.That(error.Message, Does.Contain($"{First}, line 3: 'horse' is no label of input 3").And.Contain("cat, dog, cow"));
    }

    [Test]
    public void Ask_WordThatIsNoLabelOfAQuestionThatIsNotOpen_DoesNotMatter()
    {
        FolderOracle oracle = Oracle();
        oracle.Post(About(7, 3));
        Fill(First, "horse", "dog");
        Assert.That(oracle.Ask(About(3)).Text(Animals), Is.EqualTo("3=dog"));
    }

    [Test]
    public void Ask_WithSomebodyWhoIsToldOfProblems_WaitsUntilTheyArePutRight()
    {
        List<string> problems = [];
        FolderOracle oracle = new(_folder.Root, Animals, Quick with { Problems = new Listener(PutRight) });
        oracle.Post(About(7, 3));
        Fill(First, "horse", "dog");
        Assert.That(oracle.Ask(About(7, 3)).Text(Animals), Is.EqualTo("3=dog 7=cow"));
        Assert.That(problems, Has.Count.EqualTo(2));
        Assert.That(problems[0], Does.Contain("line 2: 'horse'"));
        Assert.That(problems[1], Does.Contain("no row for input 7"));

        void PutRight(string problem)
        {
            problems.Add(problem);
            File.WriteAllText(_folder[First], problems.Count == 1 ? "index,label\n3,dog\n" : "index,label\n3,dog\n7,cow\n");
        }
    }

    [Test]
    public void Ask_RowThatIsGone_IsAnError()
    {
        FolderOracle oracle = Oracle();
        oracle.Post(About(7, 3));
        File.WriteAllText(_folder[First], "index,label\n3,dog\n");
        Assert.That(
            Assert.Throws<InvalidDataException>(() => oracle.Ask(About(7, 3)).ToList())!.Message,
            Does.Contain(First).And.Contain("no row for input 7"));
    }

    [Test]
    public void Ask_SheetThatIsGone_IsAnErrorAndARestartAsksAgain()
    {
        FolderOracle oracle = Oracle();
        oracle.Post(About(7));
        File.Delete(_folder[First]);
        Assert.That(Assert.Throws<InvalidDataException>(() => oracle.Ask(About(7)).ToList())!.Message, Does.Contain($"{First}, cannot be read"));
        Oracle().Post(About(7));
        Assert.That(File.Exists(_folder[First]), Is.True);
    }

    [Test]
    public void Ask_SheetFromBeforeThatCannotBeRead_IsAnErrorAndAsksNothing()
    {
        Oracle().Post(About(7));
        File.WriteAllText(_folder[First], "something else");
        Assert.That(Assert.Throws<InvalidDataException>(() => Oracle().Post(About(3)))!.Message, Does.Contain($"{First}, line 1"));
        Assert.That(_folder.Files(), Does.Not.Contain("questions-0002.csv"));
    }

    [Test]
    public void Post_FolderForOtherLabels_IsRefused()
    {
        Oracle().Post(About(7));
        FolderOracle other = new(_folder.Root, LabelSpace.Classes(10), Quick);
        Assert.That(
            Assert.Throws<InvalidDataException>(() => other.Post(About(7)))!.Message, Does.Contain("cat, dog, cow").And.Contain("10 classes"));
    }

    [Test]
    public void Ask_CancelledWhileWaiting_StopsAndKeepsTheQuestions()
    {
        using CancellationTokenSource source = new();
        FolderOracle oracle = new(_folder.Root, Animals, Quick with { Write = (input, stream) => source.Cancel() });
        Assert.Throws<OperationCanceledException>(() => oracle.Ask(About(7), source.Token).ToList());
        Assert.That(_folder.Files(), Does.Contain(First));
    }

    [Test]
    public void Ask_PanelOfTwoFolders_PostsInBothBeforeItWaitsAndDecidesAfterARestart()
    {
        // Cancelled as the second folder gets its last input: both sheets are there, and the wait ends at once.
        using CancellationTokenSource source = new();
        int written = 0;
        FolderOracleOptions options = Quick with
        {
            Write = (input, stream) =>
            {
                if (++written == 6)
                {
                    source.Cancel();
                }
            },
        };
        Assert.Throws<OperationCanceledException>(() => Panel().Ask(About(7, 3, 5), source.Token).ToList());
        Fill("anna/questions-0001.csv", "cow", "dog", "?");
        Fill("ben/questions-0001.csv", "cow", "cat", "dog");
        Assert.That(Panel().Ask(About(7, 3, 5)).Text(Animals), Is.EqualTo("7=cow 5=dog 3=?"));

        AnnotatorPanel Panel() => new([new FolderOracle(_folder["anna"], Animals, options), new FolderOracle(_folder["ben"], Animals, options)]);
    }

    [Test]
    public void Ask_Targets_AreReadFromQuotedFields()
    {
        LabelSpace targets = LabelSpace.Values(2);
        FolderOracle oracle = new(_folder.Root, targets, Quick);
        oracle.Post(About(7));
        Fill(First, "\"0.5; -3\"");
        Assert.That(oracle.Ask(About(7)).Single().Label, Is.EqualTo(Label.OfValues(0.5, -3)));
    }

    [Test]
    public void Write_OfOnesOwn_WritesTheFiles()
    {
        FolderOracleOptions options = Quick with
        {
            Extension = "txt",
            Write = (input, stream) => stream.Write(Encoding.UTF8.GetBytes(string.Join(' ', input.shape))),
        };
        FolderOracle oracle = new(_folder.Root, Animals, options);
        oracle.Post(About(7));
        Assert.That(File.ReadAllText(_folder["inputs/000007.txt"]), Is.EqualTo("1 2 3"));
        Assert.That(File.ReadAllText(_folder[First]), Does.Contain("inputs/000007.txt"));
    }

    [Test]
    public void Post_InputThatIsNoImage_SaysWhichAndLeavesNoFileOfIt()
    {
        using Tensor inputs = full(new long[] { 3, 1, 2, 2 }, 4.0);
        using TensorPool pool = new(inputs);
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Oracle().Post(TestQueries.About(pool, 1)))!;
        Assert.That(error.Message, Does.Contain("Input 1").And.Contain("[0, 1]").And.Contain("FolderOracleOptions.Write"));
        Assert.That(_folder.Files(), Is.EqualTo(new[] { "labels.txt" }));
    }

    [Test]
    public void Constructor_BadInput_NamesTheParameter()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Assert.Throws<ArgumentException>(() => new FolderOracle(" ", Animals))!.ParamName, Is.EqualTo("folder"));
            Assert.That(Assert.Throws<ArgumentNullException>(() => new FolderOracle("x", null!))!.ParamName, Is.EqualTo("labels"));
            Assert.That(
                Assert.Throws<ArgumentException>(() => new FolderOracle("x", LabelSpace.Classes(["a", "?"])))!.ParamName, Is.EqualTo("labels"));
            Assert.That(
                Assert.Throws<ArgumentOutOfRangeException>(() => new FolderOracleOptions { Period = TimeSpan.Zero })!.ParamName, Is.EqualTo("Period"));
            Assert.That(Assert.Throws<ArgumentException>(() => new FolderOracleOptions { Extension = ".png" })!.ParamName, Is.EqualTo("Extension"));
            Assert.That(Assert.Throws<ArgumentNullException>(() => new FolderOracleOptions { Write = null! })!.ParamName, Is.EqualTo("Write"));
        }
    }

    [Test]
    public void Ask_LeavesNoTensorBehind()
    {
        FolderOracle oracle = Oracle();
        oracle.Post(About(0, 1));
        Fill(First, "cat", "dog");
        Leaks.AssertNone(() => _ = oracle.Ask(About(0, 1)).ToList());
        Leaks.AssertNone(() => _ = oracle.Ask(About(0, 1)).First());
        int next = 2;
        long before = Leaks.CountAlive();
        Leaks.AssertNone(() => oracle.Post(About(next++, next++)));
        Assert.That(Leaks.CountAlive(), Is.EqualTo(before));
    }

    private FolderOracle Oracle() => new(_folder.Root, Animals, Quick);

    private OracleQuery[] About(params int[] indices) => TestQueries.About(_pool, indices);

    private Dictionary<string, byte[]> Contents() => _folder.Files().ToDictionary(file => file, file => File.ReadAllBytes(_folder[file]));

    /// <summary>Writes labels behind the rows, as people do.</summary>
    private void Fill(string sheet, params string[] labels)
    {
        string[] lines = File.ReadAllLines(_folder[sheet]);
        IEnumerable<string> filled = lines.Skip(1).Select((line, i) => line[..(line.LastIndexOf(',') + 1)] + labels[i]);
        File.WriteAllLines(_folder[sheet], [lines[0], .. filled]);
    }

    private sealed class Listener(Action<string> report) : IProgress<string>
    {
        public void Report(string value) => report(value);
    }
}
