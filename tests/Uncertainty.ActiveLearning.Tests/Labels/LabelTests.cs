namespace Uncertainty.ActiveLearning.Tests.Labels;

[TestFixture]
internal sealed class LabelTests
{
    [Test]
    public void OfClass_Number_IsItsOnlyValue()
    {
        Label label = Label.OfClass(7);
        Label fromNumber = 7;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(label.Class, Is.EqualTo(7));
            Assert.That(label.Values, Is.EqualTo(new[] { 7.0 }));
            Assert.That(label.ToString(), Is.EqualTo("7"));
            Assert.That(fromNumber, Is.EqualTo(label));
        }
    }

    [Test]
    public void Equality_OfValues_IsThatOfEachValue()
    {
        Label one = Label.OfValues(0.1, -2);
        Label same = Label.OfValues(0.1, -2);
        Label other = Label.OfValues(0.1, -3);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(one == same, Is.True);
            Assert.That(one != other, Is.True);
            Assert.That(one.Equals((object)same), Is.True);
            Assert.That(one.Equals("0.1;-2"), Is.False);
            Assert.That(one.GetHashCode(), Is.EqualTo(same.GetHashCode()));
            Assert.That(Label.OfValues(3), Is.EqualTo(Label.OfClass(3)));
            Assert.That(default(Label), Is.Not.EqualTo(Label.OfClass(0)));
        }
    }

    [Test]
    public void ToString_Values_GivesEveryDigit()
    {
        double value = 0.1 + 0.2;
        Assert.That(Label.OfValues(value, -1e-300).ToString(), Is.EqualTo("0.30000000000000004;-1E-300"));
    }

    [Test]
    public void Class_NotOneWholeNumber_SaysWhatTheLabelIs()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Assert.Throws<InvalidOperationException>(() => _ = Label.OfValues(1.5).Class)!.Message, Does.Contain("1.5"));
            Assert.That(Assert.Throws<InvalidOperationException>(() => _ = Label.OfValues(1, 2).Class)!.Message, Does.Contain("1;2"));
            Assert.Throws<InvalidOperationException>(() => _ = default(Label).Class);
        }
    }

    [Test]
    public void OfValues_NoneOrNotFinite_NamesTheParameter()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Assert.Throws<ArgumentException>(() => Label.OfValues())!.ParamName, Is.EqualTo("values"));
            Assert.That(Assert.Throws<ArgumentException>(() => Label.OfValues(1, double.NaN))!.Message, Does.Contain("NaN"));
        }
    }
}
