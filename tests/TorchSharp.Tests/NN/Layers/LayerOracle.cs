using static TorchSharp.torch;

namespace TorchSharp.Tests.NN.Layers;

/// <summary>Checks layers against PyTorch's outputs, gradients and running statistics.</summary>
internal static class LayerOracle
{
    public static readonly Oracle Values = Oracle.Load("layers.csv");

    private const double Relative = 1e-4;
    private const double Absolute = 1e-5;

    public static void Check(string name, Layer layer)
    {
        using DisposeScope scope = NewDisposeScope();
        using (layer)
        {
            Prepare(name, layer);
            Tensor[] inputs = Inputs(name);
            Tensor output = layer.Call(inputs);
            Values.AssertMatches(name, "y", output, Relative, Absolute);
            AssertBuffers(name, layer.Module);
            if (Values.Has(name, "g"))
            {
                AssertGradients(name, layer.Module, inputs, output);
            }
        }
    }

    /// <summary>Puts the case's mode, parameters and buffers into the layer.</summary>
    public static void Prepare(string name, Layer layer)
    {
        if (layer.Module is not nn.Module module)
        {
            return;
        }

        module.train(Values.Values(name, "train")[0] == 1);
        using (no_grad())
        {
            foreach ((string parameter, Modules.Parameter value) in module.named_parameters())
            {
                value.copy_(Values.Tensor(name, "p." + parameter));
            }

            foreach ((string buffer, Tensor value) in module.named_buffers())
            {
                value.copy_(Values.Tensor(name, "before." + buffer));
            }
        }
    }

    public static Tensor[] Inputs(string name)
    {
        List<Tensor> inputs = [];
        for (int i = 0; Values.Has(name, $"x{i}") || Values.Has(name, $"i{i}"); i++)
        {
            bool isReal = Values.Has(name, $"x{i}");
            Tensor input = Values.Tensor(name, isReal ? $"x{i}" : $"i{i}", isReal ? ScalarType.Float32 : ScalarType.Int64);
            input.requires_grad = isReal;
            inputs.Add(input);
        }

        return [.. inputs];
    }

    private static void AssertBuffers(string name, nn.Module? module)
    {
        Dictionary<string, Tensor> buffers = module?.named_buffers().ToDictionary(entry => entry.Item1, entry => entry.Item2) ?? [];
        string[] expected = [.. Values.Names(name).Where(entry => entry.StartsWith("after.")).Select(entry => entry[6..])];
        Assert.That(buffers.Keys, Is.EquivalentTo(expected));
        foreach ((string buffer, Tensor value) in buffers)
        {
            Values.AssertMatches(name, "after." + buffer, value, Relative, Absolute);
        }
    }

    private static void AssertGradients(string name, nn.Module? module, Tensor[] inputs, Tensor output)
    {
        List<(string Name, Tensor Tensor)> sources = [];
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].requires_grad)
            {
                sources.Add(($"gx{i}", inputs[i]));
            }
        }

        if (module is not null)
        {
            sources.AddRange(module.named_parameters().Select(entry => ("gp." + entry.Item1, (Tensor)entry.Item2)));
        }

        Assert.That(
            sources.Select(source => source.Name),
            Is.EquivalentTo(Values.Names(name).Where(entry => entry.StartsWith("gx") || entry.StartsWith("gp."))));
        IList<Tensor> gradients = autograd.grad(
            [output], [.. sources.Select(source => source.Tensor)], [Values.Tensor(name, "g")]);
        for (int i = 0; i < sources.Count; i++)
        {
            Values.AssertMatches(name, sources[i].Name, gradients[i], Relative, Absolute);
        }
    }
}
