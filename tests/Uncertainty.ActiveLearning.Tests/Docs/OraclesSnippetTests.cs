using Uncertainty.ActiveLearning.Tests.Oracles;
using Uncertainty.Evaluation;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Docs;

/// <summary>The code of docs/methods/active-learning-oracles.md, as it stands there.</summary>
[TestFixture]
internal sealed class OraclesSnippetTests
{
    private static readonly string[] Answers = ["index,label", "3,dog", "7,cat", "8,?"];

    [Test]
    public void OraclesPage()
    {
        using TemporaryFolder temporary = new();
        using TensorPool pool = TestQueries.Pool();
        using Tensor known = arange(20).remainder(3).to_type(ScalarType.Int64);
        OracleQuery[] queries = TestQueries.About(pool, 3, 7, 8);
        string folder = temporary["questions"];
        string path = temporary["labels.db"];

        // What people do meanwhile.
        FolderOracle first = new(folder, LabelSpace.Classes(["cat", "dog", "cow"]));
        first.Post(queries);
        File.WriteAllLines(Path.Combine(folder, "questions-0001.csv"), Answers);

        LabelSpace labels = LabelSpace.Classes(["cat", "dog", "cow"]);
        FolderOracle people = new(folder, labels, new FolderOracleOptions { Problems = new Progress<string>(Console.WriteLine) });
        foreach (OracleAnswer answer in people.Ask(queries))              // what the loop does; waits until all is answered
        {
            Console.WriteLine($"{answer.Index}: {(answer.Label is Label label ? labels.Format(label) : "no answer")}");
        }

        // known: [N] classes. One answer in ten is wrong, the same ones whenever they are asked for.
        MemoryOracle simulated = MemoryOracle.FromTensor(known, LabelNoise.Uniform(classes: 3, share: 0.1, seed: 1));

        using LabelStore store = LabelStore.OpenOrCreate(path, labels);
        AnnotatorPanel panel = new(
            [
                new SqliteOracle(store, new SqliteOracleOptions { Annotator = "anna", Content = PngImage.Encode }),
                new SqliteOracle(store, new SqliteOracleOptions { Annotator = "ben", Content = PngImage.Encode }),
                simulated,
            ],
            new AnnotatorPanelOptions { FirstAsked = 2, Undecided = UndecidedRule.AskAnother });

        // What the panel does before it waits for people.
        new SqliteOracle(store, new SqliteOracleOptions { Annotator = "anna", Content = PngImage.Encode }).Post(queries);
        new SqliteOracle(store, new SqliteOracleOptions { Annotator = "ben", Content = PngImage.Encode }).Post(queries);

        // In the program of an annotator:
        using LabelStore mine = LabelStore.Open(path, labels);
        foreach (StoredQuestion question in mine.OpenQuestions("anna"))
        {
            byte[] png = mine.Content(question.Index)!;                  // show it to Anna …
            mine.Answer(question.Index, 1, "anna");                      // … who says "dog"; null where she cannot say
        }

        Assert.That(people.Ask(queries).Text(labels), Is.EqualTo("3=dog 7=cat 8=?"));
        foreach (StoredQuestion question in mine.OpenQuestions("ben"))
        {
            mine.Answer(question.Index, question.Index == 8 ? 0 : 1, "ben");
        }

        Assert.That(panel.Ask(queries).ToDictionary(answer => answer.Index, answer => answer.Label)[7], Is.EqualTo(Label.OfClass(1)));
        Assert.That(mine.OpenQuestions("anna"), Is.Empty);
    }
}
