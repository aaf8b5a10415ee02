namespace Uncertainty.Evaluation.Tests.Conformal;

[TestFixture]
internal sealed class ConformalFileTests
{
    private string _path = null!;

    [SetUp]
    public void Open() => _path = Path.GetTempFileName();

    [TearDown]
    public void Close() => File.Delete(_path);

    [Test]
    public void Classifier_SaveLoad_IsTheSame([Values] bool byClass)
    {
        ConformalClassifierOptions options = new()
        {
            Alpha = 0.29,
            Score = LabelScore.RegularisedAdaptiveSets,
            Randomised = true,
            Seed = -5,
            Penalty = 0.1 / 3,
            FreeRanks = 0,
            ClassConditional = byClass,
            Rule = SetRule.NeverEmpty,
            Ties = TieOrder.Together,
            Statistic = OrderStatistic.Higher,
        };
        (double[] probabilities, long[] labels) = ConformalData.Imbalanced(new Random(1), 40);
        long[] ofTwo = [.. labels.Select(label => Math.Min(label, 1))];
        ConformalClassifier saved = ConformalClassifier.Fit(probabilities, 3, ofTwo, options);
        saved.Save(_path);
        ConformalClassifier loaded = ConformalClassifier.Load(_path);
        Assert.That(loaded.Options, Is.EqualTo(options));
        Assert.That((loaded.Classes, loaded.CalibrationInputs), Is.EqualTo((3, 40)));
        Assert.That(loaded.Thresholds, Is.EqualTo(saved.Thresholds));
        Assert.That(loaded.PValues(probabilities), Is.EqualTo(saved.PValues(probabilities)));
        Assert.That(loaded.Predict(probabilities).Flags.ToArray(), Is.EqualTo(saved.Predict(probabilities).Flags.ToArray()));
        AssertRefuses(loaded.Save, ConformalClassifier.Load);
    }

    [Test]
    public void Regressor_SaveLoad_IsTheSame([Values] IntervalTails tails)
    {
        ConformalRegressorOptions options = new() { Alpha = 0.1 / 3, Tails = tails, Statistic = OrderStatistic.Higher };
        (double[] means, double[] scales, double[] targets) = ConformalData.Regression(new Random(2), 90);
        foreach (ConformalRegressor saved in (ConformalRegressor[])
            [
                ConformalRegressor.Fit(means, targets, options),
                ConformalRegressor.FitScaled(means, scales, targets, options),
                ConformalRegressor.FitQuantiles(means, scales, targets, options),
            ])
        {
            saved.Save(_path);
            ConformalRegressor loaded = ConformalRegressor.Load(_path);
            Assert.That((loaded.Base, loaded.Options, loaded.CalibrationInputs), Is.EqualTo((saved.Base, options, 90)));
            Assert.That((loaded.LowerThreshold, loaded.UpperThreshold), Is.EqualTo((saved.LowerThreshold, saved.UpperThreshold)));
            AssertRefuses(loaded.Save, ConformalRegressor.Load);
        }
    }

    [Test]
    public void RiskControl_SaveLoad_IsTheSame()
    {
        RiskControl saved = RiskControl.Fit(
            [3, 1, -2, 2, 1.5, -2, 0.1, 0.1, -2], [-1, 0.5, 7], new RiskControlOptions { Alpha = 2.5, LossBound = 3 });
        saved.Save(_path);
        RiskControl loaded = RiskControl.Load(_path);
        Assert.That((loaded.Lambda, loaded.CalibrationInputs, loaded.Options), Is.EqualTo((saved.Lambda, 3, saved.Options)));
        Assert.That(loaded.Grid, Is.EqualTo(saved.Grid));
        Assert.That(loaded.Risks, Is.EqualTo(saved.Risks));
        AssertRefuses(loaded.Save, RiskControl.Load);
    }

    [Test]
    public void Scores_SaveLoad_IsTheSame()
    {
        ConformalScores saved = ConformalScores.Fit([0.1, -3, 1 / 3.0]);
        saved.Save(_path);
        ConformalScores loaded = ConformalScores.Load(_path);
        Assert.That((loaded.Count, loaded.Threshold(0.3), loaded.Threshold(0.6)), Is.EqualTo((3, saved.Threshold(0.3), saved.Threshold(0.6))));
        AssertRefuses(loaded.Save, ConformalScores.Load);
    }

    /// <summary>Saved again it is the same bytes; cut off, damaged or of another kind it is refused.</summary>
    private void AssertRefuses<T>(Action<string> save, Func<string, T> load)
    {
        byte[] bytes = File.ReadAllBytes(_path);
        save(_path);
        Assert.That(File.ReadAllBytes(_path), Is.EqualTo(bytes));

        File.WriteAllBytes(_path, bytes[..^1]);
        Assert.That(() => load(_path), Throws.InstanceOf<InvalidDataException>());
        foreach ((string found, string replaced) in (IEnumerable<(string, string)>)
            [("\"version\":\"1\"", "\"version\":\"2\""), ("\"kind\":\"", "\"kind\":\"X"), ("\"alpha\":\"", "\"alpha\":\"-")])
        {
            string text = System.Text.Encoding.Latin1.GetString(bytes);
            int place = text.IndexOf(found, StringComparison.Ordinal);
            if (place < 0)
            {
                Assert.That(found, Does.Contain("alpha"), "only scores have no α");
                continue;
            }

            // One byte more in the header takes one of its padding, or the length before it says one more.
            string changed = text[..place] + replaced + text[(place + found.Length)..];
            byte[] damaged = System.Text.Encoding.Latin1.GetBytes(changed);
            BitConverter.TryWriteBytes(damaged, BitConverter.ToInt64(bytes) + replaced.Length - found.Length);
            File.WriteAllBytes(_path, damaged);
            Assert.That(() => load(_path), Throws.InstanceOf<InvalidDataException>(), replaced);
        }

        File.WriteAllBytes(_path, bytes);
        Assert.That(() => load(_path), Throws.Nothing);
    }
}
