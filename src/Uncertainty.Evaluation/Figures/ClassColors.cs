using ScottPlot;

namespace Uncertainty.Evaluation;

/// <summary>Colours of classes that cover areas: those of the series, then lighter, then darker ones.</summary>
internal static class ClassColors
{
    /// <summary>So many can be told apart; black has no darker one.</summary>
    public const int Most = (3 * Base) - 1;

    private const int Base = 7;

    /// <summary>The colour of a class in [0, <see cref="Most"/>).</summary>
    public static Color Of(int number)
    {
        Color color = FigureLook.Series(number);
        return (number / Base) switch
        {
            0 => color,
            1 => color.MixedWith(Colors.White, 0.55),
            _ => color.MixedWith(Colors.Black, 0.45),
        };
    }
}
