using LeNetMnist.Data;
using LeNetMnist.Model;
using ScottPlot;
using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Bnn.Distributions;
using Uncertainty.Evaluation;
using VaeMnist.Model;
using static TorchSharp.torch;

namespace VaeMnist.Report;

/// <summary>The pictures of a run.</summary>
internal sealed class Gallery(string folder, long seed)
{
    private const int Columns = 10;
    private const int Blocks = 3;
    private const int Side = 28;
    private const int Points = 1_000;

    // Each digit's pixels twice as large, the gaps, and the margins.
    private const int Pitch = (2 * Side) + 6;
    private const int Margins = 16;

    private readonly List<string> _written = [];

    /// <summary>The files, as far as they are written.</summary>
    public string Written => string.Join(", ", _written);

    /// <summary>A hundred samples, each the mean of p(x | z).</summary>
    public void Samples(VariationalAutoencoder model)
    {
        using Plot figure = LatentFigures.Samples(model, [Side, Side], Columns * Columns, Columns, seed);
        SaveDigits(figure, "samples.png", Columns);
    }

    /// <summary>Test digits, and below each its reconstruction by the mean of q(z | x) and by a draw.</summary>
    public void Reconstructions(VariationalAutoencoder model, ImageSet digits)
    {
        using ImageTensors test = new(digits.Take(Blocks * Columns), CPU, normalise: false);
        using Plot figure = LatentFigures.Reconstructions(model, test.Images, Columns, seed);
        SaveDigits(figure, "reconstructions.png", 3 * Blocks);
    }

    /// <summary>A row of samples of each class; a column has the same latents in every row.</summary>
    public void ByClass(ConditionalVariationalAutoencoder model)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] rows =
        [
            .. Enumerable.Range(0, Networks.Classes).Select(digit => model.Sample(full(Columns, digit, dtype: ScalarType.Int64), seed)),
        ];
        using Plot figure = ImageFigures.Grid(cat(rows, 0).reshape(-1, Side, Side), columns: Columns);
        SaveDigits(figure, "samples-by-class.png", Networks.Classes);
    }

    /// <summary>The means of q(z | x) of test digits in the two latents in which they differ most.</summary>
    public void Latents(VariationalAutoencoder model, ImageSet digits)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        ImageSet shown = digits.Take(Math.Min(Points, digits.Count));
        using ImageTensors test = new(shown, CPU, normalise: false);
        using Normal posterior = model.Encode(test.Images);
        long[] widest = posterior.Location.var([0]).topk(2).indexes.data<long>().ToArray();
        using Plot figure = LatentFigures.Scatter(
            posterior.Location, [.. shown.Labels.Select(label => (long)label)], dimensions: ((int)widest.Min(), (int)widest.Max()));
        Save(figure, "latents.png", FigureFiles.DefaultWidth, FigureFiles.DefaultHeight);
    }

    private void SaveDigits(Plot figure, string name, int rows) => Save(figure, name, (Columns * Pitch) + Margins, (rows * Pitch) + Margins);

    private void Save(Plot figure, string name, int width, int height)
    {
        figure.SaveFigure(Path.Combine(folder, name), width, height);
        _written.Add(name);
    }
}
