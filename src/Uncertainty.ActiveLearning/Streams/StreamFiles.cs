using System.Globalization;
using TorchSharp;

namespace Uncertainty.ActiveLearning;

/// <summary>Reads and writes streams that are to go on later.</summary>
internal static class StreamFiles
{
    private const string Kind = "stream-sampler";
    private const int FileVersion = 1;
    private const string None = "none";
    private const string Recent = "recent_queries";

    public static void Save(string path, StreamSamplerOptions options, StreamBudget budget, double threshold)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        long[] recent = [.. budget.Recent];
        TensorFile.Save(
            path,
            Kind,
            FileVersion,
            [
                new("rule", options.Rule.ToString()),
                new("budget", TensorFile.Exact(options.Budget)),
                new("window", options.Window?.ToString(CultureInfo.InvariantCulture) ?? None),
                new("first_threshold", options.Threshold is { } first ? TensorFile.Exact(first) : None),
                new("step", TensorFile.Exact(options.Step)),
                new("noise", TensorFile.Exact(options.Noise)),
                new("seed", options.Seed.ToString(CultureInfo.InvariantCulture)),
                new("inputs", budget.Inputs.ToString(CultureInfo.InvariantCulture)),
                new("queries", budget.Queries.ToString(CultureInfo.InvariantCulture)),
                new("threshold", TensorFile.Exact(threshold)),
            ],
            [(Recent, recent.Length == 0 ? torch.zeros(0, dtype: torch.ScalarType.Int64) : torch.tensor(recent))]);
    }

    public static (StreamSamplerOptions Options, StreamBudget Budget, double Threshold) Load(string path)
    {
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        StreamSamplerOptions options = file.Make(() => new StreamSamplerOptions
        {
            Rule = file.Named<StreamRule>("rule"),
            Budget = file.Number("budget"),
            Window = file.Text("window") == None ? null : file.Count("window"),
            Threshold = file.Text("first_threshold") == None ? null : file.Number("first_threshold"),
            Step = file.Number("step"),
            Noise = file.Number("noise"),
            Seed = file.Integer("seed"),
        });
        file.Make(() =>
        {
            options.Check(nameof(options));
            return options;
        });
        (long inputs, long queries, double threshold) = (file.Integer("inputs"), file.Integer("queries"), file.Number("threshold"));
        using DisposeScope scope = torch.NewDisposeScope();
        long[] recent = file.Get(Recent, torch.ScalarType.Int64, -1).data<long>().ToArray();
        bool fits = queries >= 0 && queries <= inputs && recent.Length <= queries
            && (options.Window is { } window
                ? recent.Length <= options.Allowed(window) && recent.All(place => place >= inputs + 1 - window && place < inputs)
                    && recent.Zip(recent.Skip(1)).All(pair => pair.First < pair.Second)
                : recent.Length == 0 && queries <= options.Allowed(inputs));
        bool known = options.IsVariable ? threshold >= 0 : threshold == (options.Threshold ?? 0);
        return fits && known
            ? (options, new StreamBudget(options, inputs, queries, recent), threshold)
            : throw file.Wrong("its state is none that a stream could be in.");
    }
}
