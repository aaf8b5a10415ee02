namespace EstimatorVariance;

/// <summary>Where in a training gradients are looked at.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Deviation">Standard deviation of all weights at the start.</param>
/// <param name="Steps">Steps of training before the look.</param>
internal sealed record Stage(string Name, double Deviation, int Steps)
{
    internal static IReadOnlyList<Stage> All(bool quick) =>
    [
        new("untrained, σ = 0.02", 0.02, 0),
        new("untrained, σ = 0.1", 0.1, 0),
        new($"after {Trained(quick)} steps from σ = 0.02", 0.02, Trained(quick)),
    ];

    private static int Trained(bool quick) => quick ? 20 : 500;
}
