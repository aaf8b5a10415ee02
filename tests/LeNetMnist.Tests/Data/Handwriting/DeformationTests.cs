using LeNetMnist.Data.Handwriting;

namespace LeNetMnist.Tests.Data.Handwriting;

internal sealed class DeformationTests
{
    [Test]
    public void Apply_ManyHands_IsContinuousAndKeepsOrientation()
    {
        for (int hand = 0; hand < 200; hand++)
        {
            Deformation deformation = new(new CounterRandom(0, 0, hand), 1);
            PathPoint centre = deformation.Apply(new PathPoint(0.5, 0.5));
            PathPoint right = deformation.Apply(new PathPoint(0.501, 0.5));
            PathPoint below = deformation.Apply(new PathPoint(0.5, 0.501));

            double area = ((right.X - centre.X) * (below.Y - centre.Y)) - ((right.Y - centre.Y) * (below.X - centre.X));
            Assert.That(area, Is.InRange(0.2e-6, 3e-6), $"hand {hand}: area of a field of 0.001 x 0.001");
            Assert.That(Math.Abs(centre.X) + Math.Abs(centre.Y), Is.LessThan(0.5), $"hand {hand}");
        }
    }

    [Test]
    public void Apply_AcrossCellBorders_DoesNotJump()
    {
        Deformation deformation = new(new CounterRandom(0, 0, 7), 2);
        for (int cell = 1; cell < 3; cell++)
        {
            PathPoint before = deformation.Apply(new PathPoint((cell / 3.0) - 1e-9, (cell / 3.0) - 1e-9));
            PathPoint after = deformation.Apply(new PathPoint((cell / 3.0) + 1e-9, (cell / 3.0) + 1e-9));

            Assert.That(after.X, Is.EqualTo(before.X).Within(1e-7));
            Assert.That(after.Y, Is.EqualTo(before.Y).Within(1e-7));
        }
    }

    [Test]
    public void Apply_OtherHand_BendsOtherwise()
    {
        PathPoint first = new Deformation(new CounterRandom(0, 0, 0), 1).Apply(new PathPoint(0.2, 0.8));
        PathPoint second = new Deformation(new CounterRandom(0, 0, 1), 1).Apply(new PathPoint(0.2, 0.8));

        Assert.That(second, Is.Not.EqualTo(first));
    }
}
