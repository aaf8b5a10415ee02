namespace ScottPlot;

public struct Angle
{
    public double Degrees { get; set; }

    public double Radians
    {
        readonly get => Degrees / 180 * Math.PI;
        set => Degrees = value / Math.PI * 180;
    }

    public readonly Angle Inverted => FromDegrees(-Degrees);

    /// <summary>The same direction between 0 and 360 degrees.</summary>
    public readonly Angle Normalized => FromDegrees(((Degrees % 360) + 360) % 360);

    public static Angle FromDegrees(double degrees) => new() { Degrees = degrees };

    public static Angle FromRadians(double radians) => new() { Radians = radians };

    public override readonly string ToString() => $"Angle = {Degrees} degrees";
}
