using System.Globalization;
using TorchSharp;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>Reads and writes saved autoencoders.</summary>
internal static class AutoencoderFiles
{
    private const int Version = 1;
    private const string Bernoulli = "bernoulli";
    private const string Gaussian = "gaussian";
    private const string Logistic = "discretised logistic";

    /// <summary>Makes an autoencoder of numbers H, L, C and options.</summary>
    public delegate T Make<T>(int features, int latents, int conditions, VariationalAutoencoderOptions options);

    public static void Save(string path, string kind, LatentVariableModel model)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        KeyValuePair<string, string>[] settings =
        [
            new("encoder", Layout(model.Encoder)),
            new("decoder", Layout(model.Decoder)),
            new("features", Text(model.Features)),
            new("latents", Text(model.Latents)),
            new("conditions", Text(model.ConditionSize)),
            new("beta", TensorFile.Exact(model.Options.Beta)),
            .. Settings(model.Options.Likelihood),
        ];
        TensorFile.Save(path, kind, Version, settings, State(model).Select(entry => (entry.Name, entry.Value.detach())));
    }

    public static T Load<T>(string path, string kind, Module encoder, Module decoder, Make<T> make)
        where T : LatentVariableModel
    {
        Guard.NotNull(encoder);
        Guard.NotNull(decoder);
        using TensorFile file = TensorFile.Load(path, kind, Version);
        CheckLayout(file, "encoder", encoder);
        CheckLayout(file, "decoder", decoder);
        (int features, int latents, int conditions) = (file.Count("features"), file.Count("latents"), (int)file.Integer("conditions"));
        VariationalAutoencoderOptions options = file.Make(() => new VariationalAutoencoderOptions
        {
            Beta = file.Number("beta"),
            Likelihood = Read(file),
        });

        // All that the file must hold, before anything is changed.
        CheckOwn(file, LatentVariableModel.Place(encoder, decoder).Type, features + conditions, latents, options.Likelihood);
        Visit(encoder, "encoder.", (name, place) => file.Get(name, place.dtype, place.shape));
        Visit(decoder, "decoder.", (name, place) => file.Get(name, place.dtype, place.shape));
        using RandomStateScope random = new(0);
        T model = file.Make(() => make(features, latents, conditions, options));
        Visit(model, string.Empty, (name, place) => place.copy_(file.Get(name, place.dtype, place.shape)));
        return model;
    }

    private static void CheckOwn(TensorFile file, torch.ScalarType type, int features, int latents, Likelihood likelihood)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        file.Get($"{LatentVariableModel.HeadName}.weight", type, 2L * latents, features);
        file.Get($"{LatentVariableModel.HeadName}.bias", type, 2L * latents);
        if (likelihood.FirstLogScale is not null)
        {
            file.Get(LatentVariableModel.LogScaleName, type);
        }
    }

    private static void Visit(Module module, string prefix, Action<string, Tensor> visit)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        foreach ((string name, Tensor place) in State(module))
        {
            visit(prefix + name, place);
        }
    }

    /// <summary>Parameters and buffers by name.</summary>
    private static IEnumerable<(string Name, Tensor Value)> State(Module module) => module.named_parameters()
        .Select(entry => (entry.name, (Tensor)entry.parameter))
        .Concat(module.named_buffers().Select(entry => (entry.name, entry.buffer)));

    private static string Layout(Module module)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return string.Join('\n', State(module).Select(entry => $"{entry.Name} [{string.Join(", ", entry.Value.shape)}] {entry.Value.dtype}"));
    }

    private static void CheckLayout(TensorFile file, string part, Module module)
    {
        if (file.Text(part) != Layout(module))
        {
            throw file.Wrong($"the {part} has other parameters than the one that was saved.");
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<KeyValuePair<string, string>> Settings(Likelihood likelihood) => likelihood switch
    {
        BernoulliLikelihood bernoulli =>
            [new("likelihood", Bernoulli), new("grey_values", bernoulli.GreyValues.ToString(CultureInfo.InvariantCulture))],
        ScaledLikelihood scaled =>
        [
            new("likelihood", scaled is GaussianLikelihood ? Gaussian : Logistic),
            new("scale_from", scaled.ScaleFrom.ToString()),
            new("scale", TensorFile.Exact(scaled.Scale)),
        ],
        _ => throw new InvalidOperationException($"The likelihood {likelihood.GetType().Name} cannot be saved."),
    };

    private static Likelihood Read(TensorFile file) => file.Text("likelihood") switch
    {
        Bernoulli => new BernoulliLikelihood { GreyValues = file.Flag("grey_values") },
        Gaussian => new GaussianLikelihood { ScaleFrom = file.Named<LikelihoodScale>("scale_from"), Scale = file.Number("scale") },
        Logistic => new DiscretisedLogisticLikelihood { ScaleFrom = file.Named<LikelihoodScale>("scale_from"), Scale = file.Number("scale") },
        string other => throw file.Wrong($"its likelihood '{other}' is not known."),
    };
}
