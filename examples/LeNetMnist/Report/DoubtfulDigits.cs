using LeNetMnist.Data;
using LeNetMnist.Model;
using ScottPlot;
using TorchSharp;
using Uncertainty.Evaluation;
using static TorchSharp.torch;

namespace LeNetMnist.Report;

/// <summary>A picture of the test digits that the model doubts most, mistakes marked.</summary>
internal static class DoubtfulDigits
{
    private const int Columns = 10;
    private const int Rows = 2;
    private const int Width = 800;
    private const int Height = 260;

    /// <summary>Writes the picture into a folder and gives its path.</summary>
    /// <param name="evaluation">The model.</param>
    /// <param name="inputs">The test images as the model takes them.</param>
    /// <param name="digits">The same as people see them, and their labels.</param>
    /// <param name="uncertainty">[N] by which the most doubtful are chosen, highest first.</param>
    /// <param name="folder">Where to.</param>
    public static string Save(ClassificationEvaluation evaluation, ImageTensors inputs, ImageSet digits, double[] uncertainty, string folder)
    {
        long[] order = [.. Enumerable.Range(0, uncertainty.Length).OrderByDescending(i => uncertainty[i]).Take(Rows * Columns).Select(i => (long)i)];
        using DisposeScope scope = NewDisposeScope();
        using ClassificationUncertainty result = evaluation.Evaluate(inputs.Images.index_select(0, tensor(order).to(inputs.Images.device)));
        float[] grey = [.. order.SelectMany(i => digits.Image((int)i).ToArray().Select(level => level / 255f))];
        Tensor images = tensor(grey, [order.Length, digits.Height, digits.Width]);
        using Plot figure = ImageFigures.Predictions(images, result, [.. order.Select(i => (long)digits.Labels[i])], columns: Columns);
        string path = Path.Combine(folder, "doubtful-digits.png");
        figure.SaveFigure(path, Width, Height);
        return path;
    }
}
