using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class DriftAlarmTests
{
    /// <summary>By hand, from the formula, for the four levels and three shares.</summary>
    [Test]
    public void Observe_ThreePValues_EvidenceIsTheFormulas()
    {
        const int count = 999;
        DriftAlarmOptions options = new() { CalibrationRisk = 0.01 };
        DriftAlarm alarm = new(count, options);
        double[] values = [0.4, 0.01, 0.0005];
        double expected = 0;
        foreach (double level in new[] { 0.005, 0.02, 0.1, 0.3 })
        {
            int rank = (int)Math.Round(level * 1000);
            double bound = Beta.InvCDF(rank, 1000 - rank, 1 - (0.01 / 4));
            foreach (double share in new[] { 0.02, 0.1, 0.5 })
            {
                double sum = 0;
                foreach (double value in values)
                {
                    sum = (1 + sum) * (1 + (share * (((value <= level ? 1 : 0) / bound) - 1)));
                }

                expected += sum / 12;
            }
        }

        foreach (double value in values)
        {
            alarm.Observe(value);
        }

        Assert.That(alarm.Evidence, Is.EqualTo(expected).Within(1e-9 * expected));
        Assert.That(alarm.Inputs, Is.EqualTo(3));
    }

    /// <summary>Forty calibration sets, 100,000 inliers each: at the promise of one in 50,000, calibrated on 500, none alarms.</summary>
    [Test]
    public void Observe_InliersOnly_IsRarelyWrong()
    {
        int alarms = 0;
        for (int set = 0; set < 40; set++)
        {
            MersenneTwister random = new(set);
            OodThreshold threshold = OodThreshold.AtFalseAlarmRate(random.NextDoubles(500));
            DriftAlarm alarm = new(500, new DriftAlarmOptions { MeanRunLength = 50_000 });
            alarms += random.NextDoubles(100_000).Any(score => alarm.Observe(threshold.PValue(score))) ? 1 : 0;
        }

        Assert.That(alarms, Is.Zero);
    }

    /// <summary>Without the allowance for the calibration set, the same streams do set it off: what it is there for.</summary>
    [Test]
    public void Observe_PValuesTakenForExact_WouldAlarmOnInliers()
    {
        int alarms = 0;
        for (int set = 0; set < 40; set++)
        {
            MersenneTwister random = new(set);
            OodThreshold threshold = OodThreshold.AtFalseAlarmRate(random.NextDoubles(500));
            DriftAlarm alarm = new(100_000_000, new DriftAlarmOptions { MeanRunLength = 50_000 });
            alarms += random.NextDoubles(100_000).Any(score => alarm.Observe(threshold.PValue(score))) ? 1 : 0;
        }

        Assert.That(alarms, Is.GreaterThan(5));
    }

    /// <summary>After 100,000 inliers, inputs whose scores are those of the highest fifth of the inliers or above.</summary>
    [TestCase(0.8, 100)]
    [TestCase(0.99, 20)]
    public void Observe_Drift_IsRaisedSoon(double lowest, int within)
    {
        MersenneTwister random = new(3);
        OodThreshold threshold = OodThreshold.AtFalseAlarmRate(random.NextDoubles(5000));
        DriftAlarm alarm = new(5000);
        foreach (double score in random.NextDoubles(100_000))
        {
            Assert.That(alarm.Observe(threshold.PValue(score)), Is.False);
        }

        for (int i = 0; i < within && !alarm.Observe(threshold.PValue(lowest + ((1 - lowest) * random.NextDouble()))); i++)
        {
        }

        Assert.That(alarm.RaisedAt, Is.Not.Null.And.LessThanOrEqualTo(100_000 + within));
    }

    [Test]
    public void Reset_AfterAnAlarm_BeginsAnew()
    {
        DriftAlarm alarm = new(1000);
        while (!alarm.Observe(0.001))
        {
        }

        double evidence = alarm.Evidence;
        Assert.That(alarm.Observe(1), Is.True, "stays raised");
        Assert.That(alarm.Evidence, Is.EqualTo(evidence));
        alarm.Reset();
        Assert.That((alarm.Inputs, alarm.Evidence, alarm.RaisedAt), Is.EqualTo((0L, 0.0, (long?)null)));
        Assert.That(alarm.Observe(0.5), Is.False);
    }

    [Test]
    public void Observe_SmallestCalibrationSet_Works()
    {
        DriftAlarm alarm = new(10);
        for (int i = 0; i < 1000; i++)
        {
            alarm.Observe(1);
        }

        Assert.That(alarm.Evidence, Is.GreaterThan(0).And.LessThan(100));
    }

    [Test]
    public void BadInput_IsNamed()
    {
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => _ = new DriftAlarm(9))!.ParamName, Is.EqualTo("count"));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => new DriftAlarm(10).Observe(double.NaN))!.ParamName, Is.EqualTo("pValue"));
        Assert.That(
            Assert.Throws<ArgumentOutOfRangeException>(() => _ = new DriftAlarmOptions { MeanRunLength = 1 })!.ParamName,
            Is.EqualTo("MeanRunLength"));
        Assert.That(
            Assert.Throws<ArgumentOutOfRangeException>(() => _ = new DriftAlarmOptions { CalibrationRisk = 1 })!.ParamName,
            Is.EqualTo("CalibrationRisk"));
    }
}
