using System.Globalization;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>What a loop looks at before it begins.</summary>
internal static class LoopChecks
{
    public static void Check(ActiveLearningSetup setup, ActiveLearningOptions options)
    {
        Guard.NotNull(setup);
        Guard.NotNull(setup.Pool);
        Guard.NotNull(setup.Labels);
        Guard.NotNull(setup.Oracle);
        Guard.NotNull(setup.Learner);
        Guard.NotNull(setup.Selector);
        int inputs = setup.Pool.Count;
        if (inputs < 1)
        {
            throw new ArgumentException("must have a pool with at least one input; it is empty.", nameof(setup));
        }

        if (options.Budget > inputs)
        {
            throw new ArgumentException(
                $"must have a budget of at most {inputs}, the inputs of the pool; got {options.Budget}.", nameof(options));
        }

        int first = CheckFirst(setup, options, inputs);
        if (first < 1)
        {
            throw new ArgumentException(
                $"must give something to train on first: {nameof(options.Initial)}, {nameof(options.InitialIndices)} or {nameof(options.Labelled)}.",
                nameof(options));
        }

        int most = options.Budget ?? inputs;
        if (first > most)
        {
            throw new ArgumentException(
                $"must begin with at most {most} labels, the {(options.Budget is null ? "inputs of the pool" : "budget")}; they begin with {first}.",
                nameof(options));
        }
    }

    /// <summary>The inputs to ask for before the first round.</summary>
    public static int[] First(ActiveLearningOptions options, int[] unasked) =>
        options.InitialIndices is IReadOnlyList<int> given ? [.. given]
        : options.Labelled.Count > 0 ? []
        : RoundSeeds.Draw(unasked, options.Initial, new RoundSeeds(options.Seed, 0).Candidates);

    /// <summary>What a journal of this loop begins with.</summary>
    public static JournalHeader Header(ActiveLearningSetup setup, ActiveLearningOptions options, LoopNetwork networks)
    {
        using torch.nn.Module<Tensor, Tensor> network = networks.Create(new RoundSeeds(options.Seed, 0).Network);
        Dictionary<string, string> identity = new()
        {
            ["pool"] = PoolIdentity.Of(setup.Pool),
            ["labels"] = setup.Labels.Description,
            ["network"] = PoolIdentity.Of(network),
        };
        Dictionary<string, string> settings = new()
        {
            ["seed"] = options.Seed.ToString(CultureInfo.InvariantCulture),
            ["batch"] = options.Batch.ToString(CultureInfo.InvariantCulture),
            ["candidates"] = options.Candidates?.ToString(CultureInfo.InvariantCulture) ?? "all",
            ["start"] = options.Start.ToString(),
            ["selector"] = setup.Selector.ToString() ?? "",
        };
        if (setup.Learner.Description.Length > 0)
        {
            settings["learner"] = setup.Learner.Description;
        }

        return new JournalHeader(identity, settings);
    }

    /// <exception cref="InvalidDataException">The journal is of something else, or of other settings that are not accepted.</exception>
    public static void Compare(JournalHeader saved, JournalHeader now, string path, bool acceptChanges)
    {
        string identity = JournalHeader.Differences(saved.Identity, now.Identity);
        if (identity.Length > 0)
        {
            throw new InvalidDataException($"'{path}' is the journal of something else ({identity}).");
        }

        string settings = JournalHeader.Differences(saved.Settings, now.Settings);
        if (settings.Length > 0 && !acceptChanges)
        {
            throw new InvalidDataException(
                $"'{path}' was begun with other settings ({settings}). Take those, or accept the changes when the run is resumed.");
        }
    }

    /// <summary>How many labels the loop begins with.</summary>
    private static int CheckFirst(ActiveLearningSetup setup, ActiveLearningOptions options, int inputs)
    {
        List<int> named = [.. options.Labelled.Select(input => input.Index), .. options.InitialIndices ?? []];
        HashSet<int> seen = [];
        foreach (int index in named)
        {
            if (index < 0 || index >= inputs || !seen.Add(index))
            {
                throw new ArgumentException(
                    $"must name different inputs of the pool, in range [0, {inputs - 1}], for the first labels; got {index}"
                    + (index >= 0 && index < inputs ? " twice." : "."),
                    nameof(options));
            }
        }

        foreach (LabelledInput input in options.Labelled)
        {
            if (setup.Labels.Problem(input.Label) is string problem)
            {
                throw new ArgumentException($"has a known label of input {input.Index} that {problem}", nameof(options));
            }
        }

        return named.Count > 0 || options.InitialIndices is not null ? named.Count : options.Initial;
    }
}
