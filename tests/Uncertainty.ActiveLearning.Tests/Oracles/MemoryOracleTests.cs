using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Oracles;

[TestFixture]
internal sealed class MemoryOracleTests
{
    private static readonly LabelSpace Digits = LabelSpace.Classes(10);

    [Test]
    public void Ask_KnownLabels_GivesEachInTheOrderOfTheQueries()
    {
        using TensorPool pool = TestQueries.Pool();
        MemoryOracle oracle = new([5, 6, 7, 8]);
        Assert.That(oracle.Ask(TestQueries.About(pool, 3, 0, 2)).Text(Digits), Is.EqualTo("3=8 0=5 2=7"));
    }

    [Test]
    public void FromTensor_ClassesOfAnyIntegerType_GivesThem([Values(ScalarType.Byte, ScalarType.Int32, ScalarType.Int64)] ScalarType type)
    {
        using TensorPool pool = TestQueries.Pool();
        using Tensor labels = tensor(new long[] { 4, 2, 9 }).to_type(type);
        MemoryOracle oracle = MemoryOracle.FromTensor(labels);
        Assert.That(oracle.Count, Is.EqualTo(3));
        Assert.That(oracle.Ask(TestQueries.About(pool, 0, 1, 2)).Text(Digits), Is.EqualTo("0=4 1=2 2=9"));
    }

    [Test]
    public void FromTensor_Targets_GivesRows()
    {
        using TensorPool pool = TestQueries.Pool();
        using Tensor targets = tensor(new[] { 1.0, 2, 3, 4, 5, 6 }).reshape(3, 2);
        OracleAnswer answer = MemoryOracle.FromTensor(targets).Ask(TestQueries.About(pool, 1)).Single();
        Assert.That(answer.Label, Is.EqualTo(Label.OfValues(3, 4)));
    }

    [Test]
    public void FromTensor_ShapeOrTypeThatIsNoLabel_NamesTheParameter()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] wrong = [ones(3), ones(3, 2, 2), ones(3, 2, dtype: ScalarType.Int64), ones(3) > 0, full(new long[] { 2, 1 }, double.NaN)];
        foreach (Tensor labels in wrong)
        {
            Assert.That(Assert.Throws<ArgumentException>(() => MemoryOracle.FromTensor(labels))!.ParamName, Is.EqualTo("labels"));
        }
    }

    [Test]
    public void Constructor_LabelsThatCannotBe_NamesTheParameter()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Assert.Throws<ArgumentException>(() => new MemoryOracle([]))!.ParamName, Is.EqualTo("labels"));
            Assert.That(Assert.Throws<ArgumentException>(() => new MemoryOracle([1, default]))!.Message, Does.Contain("input 1"));
            Assert.That(
                Assert.Throws<ArgumentException>(() => new MemoryOracle([1, 3], LabelNoise.Uniform(3, 0.1)))!.Message, Does.Contain("[0, 2]"));
        }
    }

    [Test]
    public void Ask_InputWithoutKnownLabel_IsRefusedAtOnce()
    {
        using TensorPool pool = TestQueries.Pool();
        ArgumentException error = Assert.Throws<ArgumentException>(() => new MemoryOracle([1, 2]).Ask(TestQueries.About(pool, 0, 5)))!;
        Assert.That(error.ParamName, Is.EqualTo("queries"));
        Assert.That(error.Message, Does.Contain("input 5"));
    }

    [Test]
    public void Ask_NoneNullOrTwice_IsRefusedAtOnce()
    {
        using TensorPool pool = TestQueries.Pool();
        MemoryOracle oracle = new([1, 2]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Assert.Throws<ArgumentException>(() => oracle.Ask([]))!.ParamName, Is.EqualTo("queries"));
            Assert.That(Assert.Throws<ArgumentException>(() => oracle.Ask([null!]))!.ParamName, Is.EqualTo("queries"));
            Assert.That(Assert.Throws<ArgumentException>(() => oracle.Ask(TestQueries.About(pool, 1, 1)))!.ParamName, Is.EqualTo("queries"));
        }
    }

    [Test]
    public void Ask_WithNoise_AnswersARepeatedQuestionAsBefore()
    {
        using TensorPool pool = TestQueries.Pool();
        Label[] labels = [.. Enumerable.Repeat(Label.OfClass(3), 20)];
        MemoryOracle oracle = new(labels, LabelNoise.Uniform(10, 0.5, seed: 4));
        int[] all = [.. Enumerable.Range(0, 20)];
        OracleAnswer[] once = [.. oracle.Ask(TestQueries.About(pool, all))];
        OracleAnswer[] backwards = [.. oracle.Ask(TestQueries.About(pool, [.. all.Reverse()])).Reverse()];
        Assert.That(backwards, Is.EqualTo(once));
        Assert.That(once.Count(answer => answer.Label!.Value.Class != 3), Is.InRange(3, 17));
    }

    [Test]
    public void Ask_Cancelled_Stops()
    {
        using TensorPool pool = TestQueries.Pool();
        Assert.Throws<OperationCanceledException>(() => new MemoryOracle([1]).Ask(TestQueries.About(pool, 0), new CancellationToken(true)).ToList());
    }

    [Test]
    public void FromTensor_LeavesNoTensorBehind()
    {
        using Tensor labels = tensor(new long[] { 1, 0 });
        using Tensor confusions = tensor(new[] { 0.9, 0.1, 0.2, 0.8 }).reshape(2, 2);
        Leaks.AssertNone(() => MemoryOracle.FromTensor(labels, LabelNoise.Confusion(confusions)));
    }
}
