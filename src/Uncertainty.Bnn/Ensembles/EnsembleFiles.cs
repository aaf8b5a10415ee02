using System.Globalization;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>Reads and writes saved ensembles: all parameters and buffers of each member.</summary>
internal static class EnsembleFiles
{
    private const string Kind = "deep-ensemble";
    private const int FileVersion = 1;
    private const string Parallelism = "parallelism";

    public static void Save(string path, IReadOnlyList<torch.nn.Module<Tensor, Tensor>> members, DeepEnsembleOptions options)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        KeyValuePair<string, string>[] settings =
        [
            .. SamplingFiles.Settings(options, members.Count, seed: null),
            new(Parallelism, options.Parallelism.ToString(CultureInfo.InvariantCulture)),
            .. members.Select((member, number) => new KeyValuePair<string, string>(Name(number), Layout(member))),
        ];
        TensorFile.Save(
            path,
            Kind,
            FileVersion,
            settings,
            members.SelectMany((member, number) => State(member).Select(entry => ($"{Name(number)}.{entry.Name}", entry.Value.detach()))));
    }

    /// <summary>Makes the members of a file, in evaluation mode. They are the caller's.</summary>
    public static (IReadOnlyList<torch.nn.Module<Tensor, Tensor>> Members, DeepEnsembleOptions Options) Load(
        string path, Func<int, torch.nn.Module<Tensor, Tensor>> factory)
    {
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        int count = file.Count(SamplingFiles.Draws);
        if (count < 2)
        {
            throw file.Wrong("it holds a single member.");
        }

        DeepEnsembleOptions options =
            file.Make(() => SamplingFiles.Common(file, new DeepEnsembleOptions { Parallelism = file.Count(Parallelism) }));
        MemberSet members = new();
        try
        {
            for (int number = 0; number < count; number++)
            {
                string layout = file.Text(Name(number));
                torch.nn.Module<Tensor, Tensor> member = members.Add(() => factory(number), nameof(factory));
                if (Layout(member) != layout)
                {
                    throw file.Wrong($"the network for its {Name(number)} has other parameters or buffers than the one that was saved.");
                }

                Read(file, member, Name(number));
                member.eval();
            }

            return (members.All, options);
        }
        catch
        {
            members.Dispose();
            throw;
        }
    }

    private static void Read(TensorFile file, torch.nn.Module<Tensor, Tensor> member, string name)
    {
        using IDisposable noGradient = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        foreach ((string own, Tensor value) in State(member))
        {
            value.copy_(file.Get($"{name}.{own}", value.dtype, value.shape));
        }
    }

    private static string Name(int number) => $"member{number}";

    /// <summary>Names, types and shapes, a line for each.</summary>
    private static string Layout(torch.nn.Module<Tensor, Tensor> member)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return string.Join('\n', State(member).Select(entry => $"{entry.Name} {entry.Value.dtype} [{string.Join(", ", entry.Value.shape)}]"));
    }

    private static IEnumerable<(string Name, Tensor Value)> State(torch.nn.Module<Tensor, Tensor> member) => member.named_parameters()
        .Select(entry => (entry.name, (Tensor)entry.parameter))
        .Concat(member.named_buffers().Select(entry => (entry.name, entry.buffer)));
}
