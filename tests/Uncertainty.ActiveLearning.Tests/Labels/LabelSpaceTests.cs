using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Labels;

[TestFixture]
internal sealed class LabelSpaceTests
{
    private static readonly LabelSpace Digits = LabelSpace.Classes(10);
    private static readonly LabelSpace Animals = LabelSpace.Classes(["cat", "sea horse", "?-bird"]);
    private static readonly LabelSpace Positions = LabelSpace.Values(2);

    private static IEnumerable<TestCaseData> Readable =>
    [
        new TestCaseData(Digits, "9", Label.OfClass(9)),
        new TestCaseData(Digits, " 0 ", Label.OfClass(0)),
        new TestCaseData(Animals, "sea horse", Label.OfClass(1)),
        new TestCaseData(Animals, "\t?-bird ", Label.OfClass(2)),
        new TestCaseData(Animals, "1", Label.OfClass(1)),
        new TestCaseData(Positions, "1.5;-2e3", Label.OfValues(1.5, -2000)),
        new TestCaseData(Positions, " 1 ; 2 ", Label.OfValues(1, 2)),
        new TestCaseData(LabelSpace.Values(), "-0.25", Label.OfValues(-0.25)),
    ];

    private static IEnumerable<TestCaseData> Unreadable =>
    [
        new TestCaseData(Digits, "10"),
        new TestCaseData(Digits, "-1"),
        new TestCaseData(Digits, "1.5"),
        new TestCaseData(Digits, "?"),
        new TestCaseData(Digits, string.Empty),
        new TestCaseData(Animals, "Cat"),
        new TestCaseData(Animals, "sea  horse"),
        new TestCaseData(Animals, "3"),
        new TestCaseData(Positions, "1"),
        new TestCaseData(Positions, "1;2;3"),
        new TestCaseData(Positions, "1;nan"),
        new TestCaseData(Positions, "1;infinity"),
        new TestCaseData(Positions, "1,5;2"),
        new TestCaseData(Positions, string.Empty),
    ];

    private static IEnumerable<TestCaseData> Foreign =>
    [
        new TestCaseData(Digits, Label.OfClass(10)),
        new TestCaseData(Digits, Label.OfClass(-1)),
        new TestCaseData(Digits, Label.OfValues(0.5)),
        new TestCaseData(Digits, Label.OfValues(1, 2)),
        new TestCaseData(Digits, default(Label)),
        new TestCaseData(Animals, Label.OfClass(3)),
        new TestCaseData(Positions, Label.OfClass(1)),
        new TestCaseData(Positions, default(Label)),
    ];

    [TestCaseSource(nameof(Readable))]
    public void TryParse_LabelAsPeopleWriteIt_GivesIt(LabelSpace space, string text, Label expected)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(space.TryParse(text, out Label label), Is.True);
            Assert.That(label, Is.EqualTo(expected));
            Assert.That(space.Problem(label), Is.Null);
        }
    }

    [TestCaseSource(nameof(Readable))]
    public void Format_Label_IsReadBack(LabelSpace space, string text, Label expected)
    {
        Assert.That(space.TryParse(space.Format(expected), out Label label), Is.True, text);
        Assert.That(label, Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(Unreadable))]
    public void TryParse_AnythingElse_IsFalse(LabelSpace space, string text) => Assert.That(space.TryParse(text, out Label _), Is.False);

    [TestCaseSource(nameof(Foreign))]
    public void Problem_LabelOfAnotherSpace_SaysWhatIsExpectedAndWhatCame(LabelSpace space, Label label)
    {
        Assert.That(space.Problem(label), Does.StartWith("must be").And.Contain($"got {label}."));
        Assert.That(Assert.Throws<ArgumentException>(() => space.ToTensor([label]))!.ParamName, Is.EqualTo("labels"));
    }

    [Test]
    public void Format_NamedClass_IsItsName() => Assert.That(Animals.Format(1), Is.EqualTo("sea horse"));

    [Test]
    public void Description_SaysWhatThereIs()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Digits.Description, Is.EqualTo("10 classes"));
            Assert.That(Animals.Description, Is.EqualTo("3 classes: cat, sea horse, ?-bird"));
            Assert.That(LabelSpace.Values().Description, Is.EqualTo("1 value"));
            Assert.That(Positions.Description, Is.EqualTo("2 values"));
        }
    }

    [TestCase("a")]
    [TestCase("a", "a")]
    [TestCase("a", "")]
    [TestCase("a", " b")]
    [TestCase("a", "7")]
    [TestCase("a", "1e3")]
    public void Classes_NamesThatCannotBe_NamesTheParameter(params string[] names) =>
        Assert.That(Assert.Throws<ArgumentException>(() => LabelSpace.Classes(names))!.ParamName, Is.EqualTo("names"));

    [Test]
    public void Classes_NamesOfTheCaller_AreCopied()
    {
        string[] names = ["cat", "dog"];
        LabelSpace space = LabelSpace.Classes(names);
        names[0] = "cow";
        Assert.That(space.Format(0), Is.EqualTo("cat"));
    }

    [Test]
    public void Counts_TooSmall_NameTheParameter()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => LabelSpace.Classes(1))!.ParamName, Is.EqualTo("count"));
            Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => LabelSpace.Values(0))!.ParamName, Is.EqualTo("targets"));
        }
    }

    [Test]
    public void ToTensor_Classes_AreInt64OfShapeN()
    {
        using Tensor labels = Animals.ToTensor([2, 0, 1]);
        Assert.That(labels.dtype, Is.EqualTo(ScalarType.Int64));
        Assert.That(labels.shape, Is.EqualTo(new long[] { 3 }));
        Assert.That(labels.data<long>().ToArray(), Is.EqualTo(new long[] { 2, 0, 1 }));
    }

    [Test]
    public void ToTensor_Values_AreFloat32OfShapeND()
    {
        using Tensor labels = Positions.ToTensor([Label.OfValues(1, 2), Label.OfValues(3, 4), Label.OfValues(5, 6.5)]);
        Assert.That(labels.dtype, Is.EqualTo(ScalarType.Float32));
        Assert.That(labels.shape, Is.EqualTo(new long[] { 3, 2 }));
        Assert.That(Values.Of(labels), Is.EqualTo(new[] { 1, 2, 3, 4, 5, 6.5 }));
    }

    [Test]
    public void ToTensor_NoLabel_NamesTheParameter() =>
        Assert.That(Assert.Throws<ArgumentException>(() => Digits.ToTensor([]))!.ParamName, Is.EqualTo("labels"));

    [Test]
    public void ToTensor_LeavesNoTensorBehind() => Leaks.AssertNone(() =>
    {
        Digits.ToTensor([1, 2]).Dispose();
        Positions.ToTensor([Label.OfValues(1, 2)]).Dispose();
    });
}
