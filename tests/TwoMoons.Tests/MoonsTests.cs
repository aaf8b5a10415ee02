using static TorchSharp.torch;

namespace TwoMoons.Tests;

[TestFixture]
internal sealed class MoonsTests
{
    [Test]
    public void Moons_ManyPoints_LieAroundTheirHalfCircle()
    {
        manual_seed(1);
        using Moons moons = new(2_000);
        using Tensor upper = moons.Labels.eq(0);
        Assert.That(moons.Inputs.shape, Is.EqualTo(new long[] { 2_000, 2 }));
        Assert.That(upper.sum().item<long>(), Is.EqualTo(1_000));

        float[] points = moons.Inputs.data<float>().ToArray();
        double[] fromCircle =
        [
            .. moons.Labels.data<long>().Select((label, i) => label == 0
                ? Math.Sqrt(Math.Pow(points[2 * i] + 0.5, 2) + Math.Pow(points[(2 * i) + 1] + 0.25, 2))
                : Math.Sqrt(Math.Pow(points[2 * i] - 0.5, 2) + Math.Pow(points[(2 * i) + 1] - 0.25, 2))).Select(radius => radius - 1),
        ];

        // Of 2000 points, four standard errors of a standard deviation are 0.013; the noise along the circle adds a little to the radius.
        Assert.That(Math.Sqrt(fromCircle.Average(value => value * value)), Is.EqualTo(Moons.Noise).Within(0.02));
    }

    [Test]
    public void Epoch_EnumeratedTwice_HasEveryPointOnceInAnotherOrder()
    {
        manual_seed(2);
        using Moons moons = new(200);
        double[] first = [.. moons.Epoch().SelectMany(batch => batch.Inputs.data<float>().Select(value => (double)value))];
        double[] second = [.. moons.Epoch().SelectMany(batch => batch.Inputs.data<float>().Select(value => (double)value))];
        Assert.That(moons.Batches, Is.EqualTo(4));
        Assert.That(first, Is.Not.EqualTo(second));
        Assert.That(first.Order(), Is.EqualTo(second.Order()));
        Assert.That(first.Order(), Is.EqualTo(moons.Inputs.data<float>().Select(value => (double)value).Order()));
    }

    [Test]
    public void Corners_Any_LieInTheCornersOfThePlane()
    {
        manual_seed(3);
        using Tensor corners = Moons.Corners(100);
        float[] values = corners.data<float>().ToArray();
        Assert.That(values.Select(Math.Abs), Has.All.InRange(Moons.Reach - 1, Moons.Reach));
        Assert.That(values.Chunk(2).Select(point => (point[0] > 0, point[1] > 0)).Distinct().Count(), Is.EqualTo(4));
    }
}
