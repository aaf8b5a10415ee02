using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Oracles;

[TestFixture]
internal sealed class FunctionOracleTests
{
    [Test]
    public void Ask_CallsTheFunctionOnceForEachAnswerTaken()
    {
        using TensorPool pool = TestQueries.Pool();
        List<int> calls = [];
        FunctionOracle oracle = new(query =>
        {
            calls.Add(query.Index);
            return query.Index == 4 ? null : Label.OfClass(query.Index);
        });

        IEnumerable<OracleAnswer> answers = oracle.Ask(TestQueries.About(pool, 7, 4, 1));
        Assert.That(calls, Is.Empty);
        Assert.That(answers.Take(2), Is.EqualTo(new[] { new OracleAnswer(7, 7), new OracleAnswer(4, null) }));
        Assert.That(calls, Is.EqualTo(new[] { 7, 4 }));
    }

    [Test]
    public void Ask_FunctionThatThrows_HandsOverWhatCameBefore()
    {
        using TensorPool pool = TestQueries.Pool();
        FunctionOracle oracle = new(query => query.Index == 1 ? throw new TimeoutException("no answer") : Label.OfClass(0));
        using IEnumerator<OracleAnswer> answers = oracle.Ask(TestQueries.About(pool, 0, 1)).GetEnumerator();
        Assert.That(answers.MoveNext(), Is.True);
        Assert.That(Assert.Throws<TimeoutException>(() => answers.MoveNext())!.Message, Is.EqualTo("no answer"));
    }

    [Test]
    public void Ask_FunctionOfTheInput_SeesIt()
    {
        using TensorPool pool = TestQueries.Pool();
        FunctionOracle oracle = new(query =>
        {
            using Tensor input = query.Input();
            using Tensor highest = input.max();
            return Label.OfClass((long)Math.Round(120 * highest.item<float>()));
        });
        Assert.That(oracle.Ask(TestQueries.About(pool, 2)).Single().Label, Is.EqualTo(Label.OfClass(17)));
        Leaks.AssertNone(() => _ = oracle.Ask(TestQueries.About(pool, 0, 19)).ToList());
    }

    [Test]
    public void BadInput_NamesTheParameter()
    {
        Assert.That(Assert.Throws<ArgumentNullException>(() => new FunctionOracle(null!))!.ParamName, Is.EqualTo("answer"));
        Assert.That(Assert.Throws<ArgumentException>(() => new FunctionOracle(query => null).Ask([]))!.ParamName, Is.EqualTo("queries"));
    }
}
