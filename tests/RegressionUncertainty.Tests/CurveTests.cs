using Rows = UciRegression.Data.Examples;

namespace RegressionUncertainty.Tests;

[TestFixture]
internal sealed class CurveTests
{
    [Test]
    public void Draw_AnySeed_LeavesTheGapAndScattersAsSaid()
    {
        RegressionData data = Curve.Draw(1);
        Assert.That((data.Train.Count, data.Calibration.Count, data.Test.Count), Is.EqualTo((400, 200, 1_000)));
        Rows rows = data.Test;
        double[] inputs = [.. rows.Inputs.Select(row => row[0])];
        Assert.That(inputs.Select(Math.Abs), Has.All.InRange(Curve.Inner, Curve.Outer));
        Assert.That(inputs.Count(x => x < 0), Is.EqualTo(500).Within(65), "within four standard errors");

        double[] residuals = [.. rows.Targets.Select((y, i) => (y - Math.Sin(2 * inputs[i]) - (0.5 * inputs[i])) / Curve.Noise(inputs[i]))];
        Assert.That(residuals.Average(), Is.EqualTo(0).Within(0.13), "within four standard errors");
        Assert.That(Math.Sqrt(residuals.Average(value => value * value)), Is.EqualTo(1).Within(0.09), "within four standard errors");
    }

    [Test]
    public void Noise_EndsOfTheData_IsAsSaid()
    {
        Assert.That(Curve.Noise(-Curve.Outer), Is.EqualTo(0.05).Within(1e-12));
        Assert.That(Curve.Noise(Curve.Outer), Is.EqualTo(0.5).Within(1e-12));
    }

    [Test]
    public void Line_ThreePoints_RunsFromEndToEnd() =>
        Assert.That(Curve.Line(-4, 4, 3).Inputs.Select(row => row[0]), Is.EqualTo(new double[] { -4, 0, 4 }));
}
