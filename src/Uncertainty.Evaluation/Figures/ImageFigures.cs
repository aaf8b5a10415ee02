using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>
/// Images with what a model says of them. They are drawn without axes, as large as the figure allows, and enlarged pixel by pixel, not smoothed;
/// <c>plot.Title</c> writes a title above.
/// </summary>
public static partial class ImageFigures
{
    /// <summary>Images in rows and columns, with a caption below each.</summary>
    /// <param name="images">[N, H, W] or [N, 1, H, W] grey, [N, 3, H, W] red, green and blue; of a floating-point type, in [0, 1].</param>
    /// <param name="captions">
    /// [N] captions, whose lines are parted by line feeds. They get smaller, and in the end are cut, where there is no room. Default null: none.
    /// </param>
    /// <param name="columns">Images in a row; at least 1. Default null: half as many again as there are rows, about.</param>
    /// <returns>The figure, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="images"/> are of another shape or type, empty or outside [0, 1], or <paramref name="captions"/> are not as many.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> are below 1.</exception>
    public static Plot Grid(Tensor images, IReadOnlyList<string>? captions = null, int? columns = null)
    {
        ImageBatch.Check(images, nameof(images));
        if (captions is not null)
        {
            SpanGuard.Length(captions.Count, (int)images.shape[0], "one for each image", nameof(captions));
        }

        return Draw(images, captions, columns, []);
    }

    /// <summary>
    /// Images with the class that a model says, its probability and the epistemic uncertainty below each. Where labels are given, wrong ones are
    /// framed, and their caption says for which class the model took another.
    /// </summary>
    /// <param name="images">[N, H, W], [N, 1, H, W] or [N, 3, H, W] images in [0, 1], as people are to see them: not normalised.</param>
    /// <param name="result">What the model says of them.</param>
    /// <param name="labels">[N] true classes. Default null: not known.</param>
    /// <param name="classNames">[C] names. Default null: numbers.</param>
    /// <param name="columns">Images in a row; at least 1. Default null: half as many again as there are rows, about.</param>
    /// <returns>The figure, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="images"/> are of another shape or type, empty or outside [0, 1]; the <paramref name="result"/> is of another number of inputs
    /// or of maps; or labels or names are not as many as there must be.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="columns"/> are below 1, or a label is no class.</exception>
    public static Plot Predictions(
        Tensor images,
        ClassificationUncertainty result,
        IReadOnlyList<long>? labels = null,
        IReadOnlyList<string>? classNames = null,
        int? columns = null)
    {
        ImageBatch.Check(images, nameof(images));
        Guard.NotNull(result);
        int count = (int)images.shape[0];
        if (result.IsMap || result.Count != count)
        {
            throw new ArgumentException(
                $"must be of {count} inputs, one for each image; got one of [{string.Join(", ", result.Prediction.shape)}] probabilities.", nameof(result));
        }

        int classes = (int)result.Prediction.shape[1];
        ClassNames.CheckNames(classNames, classes);
        if (labels is not null)
        {
            SpanGuard.Length(labels.Count, count, "one for each image", nameof(labels));
            ClassNames.CheckLabels(labels, classes);
        }

        long[] said = [.. PlainNumbers.Of(result.PredictedClass).Select(number => (long)number)];
        double[] doubts = PlainNumbers.Of(result.VariationRatio);
        double[] epistemic = PlainNumbers.Of(result.Epistemic);
        string[] captions = new string[count];
        HashSet<int> wrong = [];
        for (int i = 0; i < count; i++)
        {
            string name = ClassNames.Of(said[i], classNames);
            if (labels is not null && labels[i] != said[i])
            {
                wrong.Add(i);
                name = $"{name} for {ClassNames.Of(labels[i], classNames)}";
            }

            captions[i] = $"{name}\np {Rounded(1 - doubts[i])}\n{Rounded(epistemic[i])} nats";
        }

        return Draw(images, captions, columns, wrong);
    }

    /// <summary>Pictures in the places they are given, [H, W] pixels each, without axes.</summary>
    internal static Plot Arrange(Plot plot, Tensor images, Func<int, (int Row, int Column)> place)
    {
        ImageCell[] cells =
        [
            .. ImageBatch.Pictures(images).Select((picture, i) =>
            {
                plot.Add.Plottable(picture);
                return new ImageCell(place(i).Row, place(i).Column, picture.Place);
            }),
        ];
        ImageLayout.Apply(plot, new ImageLayout((int)images.shape[^2], (int)images.shape[^1], cells));
        return plot;
    }

    private static Plot Draw(Tensor images, IReadOnlyList<string>? captions, int? columns, HashSet<int> wrong)
    {
        int count = (int)images.shape[0];
        int across = columns is { } given ? Guard.AtLeast(given, 1, nameof(columns)) : (int)Math.Ceiling(Math.Sqrt(1.5 * count));
        Plot plot = FigureLook.NewPlot("", "", "");
        List<ImageCell> cells = [];
        foreach ((int i, Picture picture) in ImageBatch.Pictures(images).Index())
        {
            plot.Add.Plottable(picture);
            string words = captions?[i] ?? "";
            cells.Add(new ImageCell(
                i / across,
                i % across,
                picture.Place,
                words,
                words.Length == 0 ? null : AddCaption(plot, words, wrong.Contains(i) ? FigureLook.Wrong : Colors.Black),
                wrong.Contains(i) ? AddFrame(plot, FigureLook.Wrong) : null));
        }

        ImageLayout.Apply(plot, new ImageLayout((int)images.shape[^2], (int)images.shape[^1], cells));
        return plot;
    }

    private static Text AddCaption(Plot plot, string words, Color color)
    {
        Text caption = plot.Add.Text(words, 0, 0);
        caption.LabelAlignment = Alignment.UpperCenter;
        caption.LabelFontColor = color;
        return caption;
    }

    private static Rectangle AddFrame(Plot plot, Color color)
    {
        Rectangle frame = plot.Add.Rectangle(0, 1, 0, 1);
        frame.FillColor = Colors.Transparent;
        frame.LineColor = color;
        frame.LineWidth = 2;
        return frame;
    }

    /// <summary>Two digits; rounding of what is 0 leaves no minus sign.</summary>
    private static string Rounded(double value) => (Math.Round(value, 2) + 0.0).ToString("F2", CultureInfo.InvariantCulture);
}
