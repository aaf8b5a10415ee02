using TorchSharp;
using static TorchSharp.torch;

namespace Uncertainty.ActiveLearning.Tests.Oracles;

[TestFixture]
internal sealed class LabelNoiseTests
{
    private const int Inputs = 20_000;

    [Test]
    public void Uniform_ShareNone_IsAlwaysRightAndShareOneNever()
    {
        LabelNoise none = LabelNoise.Uniform(4, 0);
        LabelNoise all = LabelNoise.Uniform(4, 1);
        for (int i = 0; i < 1000; i++)
        {
            Assert.That(none.Answer(i, i % 4), Is.EqualTo(i % 4));
            Assert.That(all.Answer(i, i % 4), Is.Not.EqualTo(i % 4).And.InRange(0, 3));
        }
    }

    [Test]
    public void Uniform_Share_IsThatOfWrongAnswersWithEachOtherClassAsLikely()
    {
        LabelNoise noise = LabelNoise.Uniform(4, 0.3, seed: 1);
        double[] shares = Shares(noise, truth: 2);

        // Four standard errors of a share p of 20,000: 4 sqrt(p (1 - p) / 20000) is 0.0130 at 0.3, 0.0085 at 0.1.
        Assert.That(shares[2], Is.EqualTo(0.7).Within(0.0130));
        Assert.That(new[] { shares[0], shares[1], shares[3] }, Is.All.EqualTo(0.1).Within(0.0085));
    }

    [Test]
    public void Uniform_GreaterShare_KeepsWhatASmallerOneReplaces()
    {
        LabelNoise few = LabelNoise.Uniform(10, 0.1, seed: 9);
        LabelNoise many = LabelNoise.Uniform(10, 0.25, seed: 9);
        int[] wrong = [.. Enumerable.Range(0, 2000).Where(i => few.Answer(i, 5) != 5)];
        Assert.That(wrong, Is.Not.Empty);
        Assert.That(wrong.Where(i => many.Answer(i, 5) == 5), Is.Empty);
    }

    [Test]
    public void Uniform_OtherSeed_ReplacesOthers()
    {
        long[] one = [.. Enumerable.Range(0, 200).Select(i => LabelNoise.Uniform(10, 0.5, seed: 1).Answer(i, 0))];
        long[] other = [.. Enumerable.Range(0, 200).Select(i => LabelNoise.Uniform(10, 0.5, seed: 2).Answer(i, 0))];
        Assert.That(other, Is.Not.EqualTo(one));
    }

    [Test]
    public void Confusion_Rows_AreTheSharesOfTheAnswers()
    {
        double[] rows = [0.6, 0.4, 0, 0, 1, 0, 0.5, 0.2, 0.3];
        using Tensor matrix = tensor(rows).reshape(3, 3);
        LabelNoise noise = LabelNoise.Confusion(matrix, seed: 3);
        for (int truth = 0; truth < 3; truth++)
        {
            double[] shares = Shares(noise, truth);
            for (int c = 0; c < 3; c++)
            {
                // Four standard errors at most: 4 sqrt(0.25 / 20000).
                double expected = rows[(truth * 3) + c];
                Assert.That(shares[c], Is.EqualTo(expected).Within(expected is 0 or 1 ? 0 : 0.0142));
            }
        }
    }

    [Test]
    public void Confusion_SinglePrecisionRowThatNeverSaysTheTruth_NeverSaysIt()
    {
        // Seven sevenths in single precision do not sum to 1: what is left must not fall to the truth.
        using DisposeScope scope = NewDisposeScope();
        Tensor matrix = (1 - eye(8)) / 7f;
        LabelNoise noise = LabelNoise.Confusion(matrix);
        Assert.That(Enumerable.Range(0, Inputs).Where(i => noise.Answer(i, 7) == 7), Is.Empty);
    }

    [Test]
    public void Factories_BadInput_NamesTheParameter()
    {
        using DisposeScope scope = NewDisposeScope();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => LabelNoise.Uniform(1, 0.1))!.ParamName, Is.EqualTo("classes"));
            Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => LabelNoise.Uniform(3, 1.1))!.ParamName, Is.EqualTo("share"));
            Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => LabelNoise.Uniform(3, double.NaN))!.ParamName, Is.EqualTo("share"));
            foreach (Tensor matrix in new[] { ones(2), ones(2, 3) / 3, ones(1, 1), ones(2, 2), ones(2, 2, dtype: ScalarType.Int64) })
            {
                Assert.That(Assert.Throws<ArgumentException>(() => LabelNoise.Confusion(matrix))!.ParamName, Is.EqualTo("matrix"));
            }
        }
    }

    [Test]
    public void Answer_OutOfRange_NamesTheParameter()
    {
        LabelNoise noise = LabelNoise.Uniform(3, 0.1);
        Assert.That(noise.Classes, Is.EqualTo(3));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => noise.Answer(-1, 0))!.ParamName, Is.EqualTo("index"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => noise.Answer(0, 3))!.ParamName, Is.EqualTo("truth"));
    }

    private static double[] Shares(LabelNoise noise, long truth)
    {
        double[] shares = new double[noise.Classes];
        for (int i = 0; i < Inputs; i++)
        {
            shares[noise.Answer(i, truth)] += 1.0 / Inputs;
        }

        return [.. shares.Select(share => Math.Round(share, 9))];
    }
}
