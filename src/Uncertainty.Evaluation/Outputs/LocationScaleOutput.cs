namespace Uncertainty.Evaluation;

/// <summary>
/// A distribution around a location: the first D raw outputs are the means μ, those after them say how wide it is. Where the latter are 0
/// the scale is 1, so that a head of zeros on a trained network's features is a place to start from.
/// </summary>
public abstract class LocationScaleOutput : RegressionOutput
{
    private protected LocationScaleOutput(int targets)
        : base(targets)
    {
    }
}
