using static TorchSharp.torch;

namespace TorchSharp.Tests.NN.Layers;

/// <summary>Compares a layer's gradients with central differences, in double precision.</summary>
internal static class FiniteDifferences
{
    private const double Step = 1e-5;
    private const double Tolerance = 1e-6;

    /// <summary>Differentiates a weighted sum of the output by every input and parameter.</summary>
    public static void Check(Layer layer, params long[][] shapes)
    {
        using DisposeScope scope = NewDisposeScope();
        using (layer)
        {
            manual_seed(11);
            Tensor[] inputs = [.. shapes.Select(shape => randn(shape, dtype: ScalarType.Float64))];
            Tensor[] sources = [.. inputs, .. layer.Module?.parameters() ?? []];
            foreach (Tensor input in inputs)
            {
                input.requires_grad = true;
            }

            IList<Tensor> gradients = autograd.grad([Loss(layer, inputs)], sources);
            for (int s = 0; s < sources.Length; s++)
            {
                AssertAgree(layer, inputs, sources[s], gradients[s].contiguous().data<double>().ToArray(), s);
            }
        }
    }

    private static void AssertAgree(Layer layer, Tensor[] inputs, Tensor source, double[] gradient, int index)
    {
        Assert.That(gradient, Has.Some.Not.Zero, $"gradient of source {index}");
        using (no_grad())
        {
            Tensor flat = source.view(-1);
            for (int i = 0; i < gradient.Length; i++)
            {
                using DisposeScope step = NewDisposeScope();
                Tensor element = flat[i];
                element.add_(Step);
                double above = Loss(layer, inputs).item<double>();
                element.sub_(2 * Step);
                double below = Loss(layer, inputs).item<double>();
                element.add_(Step);
                double slope = (above - below) / (2 * Step);
                Assert.That(gradient[i], Is.EqualTo(slope).Within(Tolerance * (1 + Math.Abs(slope))), $"source {index}, element {i}");
            }
        }
    }

    private static Tensor Loss(Layer layer, Tensor[] inputs)
    {
        Tensor output = layer.Call(inputs).flatten();
        Tensor factors = (arange(output.numel(), dtype: ScalarType.Float64) + 1).sin();
        return (output * factors).sum();
    }
}
