using Benchmarks;
using Benchmarks.Models;
using LeNetMnist.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace MnistPosteriors;

/// <summary>Asks for probabilities and scores them.</summary>
internal sealed class Evaluation(ImageTensors test, ImageTensors unseen, CancellationToken cancellationToken)
{
    private const int Slice = 1_000;

    private readonly long[] _labels = test.Labels.data<long>().ToArray();

    /// <param name="title">What is asked.</param>
    /// <param name="predict">From [N, 1, 28, 28] images to [N, C] probabilities.</param>
    internal Scores Of(string title, Func<Tensor, Tensor> predict)
    {
        double[] ofTest = [];
        double[] ofUnseen = [];
        Terminal.ShowProgress($"{title}: prediction", test.Count + unseen.Count, advance =>
        {
            ofTest = Probabilities(test, predict, advance);
            ofUnseen = Probabilities(unseen, predict, advance);
        });
        return Scores.Of(ofTest, _labels, ofUnseen, LeNet.Classes);
    }

    private double[] Probabilities(ImageTensors images, Func<Tensor, Tensor> predict, Action<double> advance)
    {
        using IDisposable noGradient = no_grad();
        List<double> all = [];
        foreach ((Tensor slice, _) in images.Slices(Slice))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            all.AddRange(predict(slice).to_type(ScalarType.Float64).contiguous().data<double>().ToArray());
            advance(slice.shape[0]);
        }

        return [.. all];
    }
}
