using ScottPlot;
using ScottPlot.Panels;
using ScottPlot.Plottables;
using Range = ScottPlot.Range;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Evaluation;

/// <summary>Images of which every position is classified.</summary>
public static partial class ImageFigures
{
    /// <summary>
    /// An image, the predicted class of each of its positions, and the epistemic and the aleatoric uncertainty there, side by side. Both uncertainties
    /// have one scale, from 0 to the greater of their maxima; the legend names the classes that occur.
    /// </summary>
    /// <param name="image">[H, W] or [1, H, W] grey, [3, H, W] red, green and blue; in [0, 1], not normalised.</param>
    /// <param name="prediction">[H, W] classes, whole numbers in [0, 20); H and W at least 2.</param>
    /// <param name="epistemic">[H, W] in nats; finite.</param>
    /// <param name="aleatoric">[H, W] in nats; finite.</param>
    /// <param name="classNames">Name of each class, from 0 on. Default null: numbers.</param>
    /// <returns>The figure, which the caller disposes: wide ones, such as 900 × 330, have the largest maps.</returns>
    /// <exception cref="ArgumentException">An argument is of another shape, or holds values outside of what is said of it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class has no name.</exception>
    /// <remarks>Kendall and Gal, "What Uncertainties Do We Need in Bayesian Deep Learning for Computer Vision?", NeurIPS 2017, Figure 1.</remarks>
    public static Plot Segmentation(
        Tensor image, Tensor prediction, Tensor epistemic, Tensor aleatoric, IReadOnlyList<string>? classNames = null)
    {
        (int height, int width) = CheckMap(prediction, null, nameof(prediction));
        CheckMap(epistemic, prediction, nameof(epistemic));
        CheckMap(aleatoric, prediction, nameof(aleatoric));
        CheckImage(image, height, width);
        int[] classes = Classes(prediction, classNames);
        double[] models = PlainNumbers.Of(epistemic);
        double[] datas = PlainNumbers.Of(aleatoric);
        Range range = ColorScale.Of(Math.Min(models.Min(), datas.Min()), Math.Max(models.Max(), datas.Max()));

        Plot plot = FigureLook.NewPlot("", "", "");
        Picture picture = new(image);
        plot.Add.Plottable(picture);
        Picture map = ClassMap(classes, height, width);
        plot.Add.Plottable(map);
        Heatmap model = ColorScale.AddMap(plot, ColorScale.Table(models, height, width), range);
        Heatmap data = ColorScale.AddMap(plot, ColorScale.Table(datas, height, width), range);
        ColorScale.AddBar(plot, model, "nats");
        ImageCell[] cells =
        [
            Cell(0, picture.Place, "image"),
            Cell(1, map.Place, "prediction"),
            Cell(2, rect => model.Rectangle = rect, "epistemic"),
            Cell(3, rect => data.Rectangle = rect, "aleatoric"),
        ];
        ImageLayout.Apply(plot, new ImageLayout(height, width, cells) { IsEven = false, Legend = AddLegend(plot, classes, classNames) });
        return plot;

        ImageCell Cell(int column, Action<CoordinateRect> place, string words) => new(0, column, place, words, AddCaption(plot, words, Colors.Black));
    }

    /// <summary>The same of one input of a result of maps.</summary>
    /// <param name="image">[H, W], [1, H, W] or [3, H, W] image in [0, 1], not normalised.</param>
    /// <param name="result">What the model says: [N, C, H, W] probabilities, C at most 20.</param>
    /// <param name="index">Number of the input that the image is. Default 0.</param>
    /// <param name="classNames">[C] names. Default null: numbers.</param>
    /// <returns>The figure, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">
    /// The <paramref name="result"/> is not one of maps in a plane, the <paramref name="image"/> is of another size, or the names are not as many as
    /// the classes.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such input.</exception>
    public static Plot Segmentation(
        Tensor image, ClassificationUncertainty result, int index = 0, IReadOnlyList<string>? classNames = null)
    {
        Guard.NotNull(result);
        if (result.Prediction.ndim != 4)
        {
            throw new ArgumentException(
                $"must be one of maps, [N, C, H, W]; got one of [{string.Join(", ", result.Prediction.shape)}] probabilities.", nameof(result));
        }

        if (index < 0 || index >= result.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, $"must be in range [0, {result.Count - 1}].");
        }

        ClassNames.CheckNames(classNames, (int)result.Prediction.shape[1]);
        using Tensor prediction = result.PredictedClass.select(0, index);
        using Tensor epistemic = result.Epistemic.select(0, index);
        using Tensor aleatoric = result.Aleatoric.select(0, index);
        return Segmentation(image, prediction, epistemic, aleatoric, classNames);
    }

    private static (int Height, int Width) CheckMap(Tensor map, Tensor? like, string name)
    {
        Guard.Rank(map, 2, "[H, W]", name);
        if (map.shape[0] < 2 || map.shape[1] < 2)
        {
            throw new ArgumentException($"must be [H, W] with at least 2 rows and columns; got [{string.Join(", ", map.shape)}].", name);
        }

        if (like is not null && !map.shape.AsSpan().SequenceEqual(like.shape))
        {
            throw new ArgumentException($"must be [{string.Join(", ", like.shape)}], as the prediction is; got [{string.Join(", ", map.shape)}].", name);
        }

        Guard.Finite(map, name);
        return ((int)map.shape[0], (int)map.shape[1]);
    }

    private static void CheckImage(Tensor image, int height, int width)
    {
        Guard.MinimumRank(image, 2, "[H, W], [1, H, W] or [3, H, W]");
        if (image.shape[^2] != height || image.shape[^1] != width)
        {
            throw new ArgumentException(
                $"must be {height} high and {width} wide, as the prediction is; got [{string.Join(", ", image.shape)}].", nameof(image));
        }
    }

    private static int[] Classes(Tensor prediction, IReadOnlyList<string>? classNames)
    {
        double[] numbers = PlainNumbers.Of(prediction);
        int bad = Array.FindIndex(numbers, number => !(number >= 0 && number < ClassColors.Most && number == Math.Floor(number)));
        if (bad >= 0)
        {
            throw SpanGuard.Element($"a whole number in range [0, {ClassColors.Most - 1}]", numbers[bad], bad, nameof(prediction));
        }

        int[] classes = [.. numbers.Select(number => (int)number)];
        if (classNames is not null)
        {
            ClassNames.CheckLabels([.. classes.Select(number => (long)number)], classNames.Count, nameof(prediction));
        }

        return classes;
    }

    private static Picture ClassMap(int[] classes, int height, int width)
    {
        double[] colours = new double[3 * classes.Length];
        for (int i = 0; i < classes.Length; i++)
        {
            Color color = ClassColors.Of(classes[i]);
            colours[i] = color.R / 255.0;
            colours[classes.Length + i] = color.G / 255.0;
            colours[(2 * classes.Length) + i] = color.B / 255.0;
        }

        using Tensor image = PlainNumbers.ToTensor(colours, 3, height, width);
        return new Picture(image, mixes: false);
    }

    private static LegendPanel AddLegend(Plot plot, int[] classes, IReadOnlyList<string>? classNames)
    {
        plot.Legend.ManualItems.AddRange(classes.Distinct().Order().Select(number => new LegendItem
        {
            LabelText = ClassNames.Of(number, classNames),
            FillColor = ClassColors.Of(number),
        }));
        LegendPanel legend = plot.ShowLegend(Edge.Bottom);
        legend.Padding = new PixelPadding(0, 0, 0, 8);
        return legend;
    }
}
