using System.CommandLine;
using System.CommandLine.Parsing;
using Examples;

namespace ActiveLearningMnist;

/// <summary>Compares ways to choose which images of MNIST are worth a label.</summary>
internal static class Program
{
    internal static int Main(string[] args)
    {
        StudyOptions defaults = new();
        Option<string?> data = ExampleCommand.Data();
        Option<string> functions = new("--functions")
        {
            Description = $"What to compare, separated by commas, of: {string.Join(", ", Functions.All)}.",
            DefaultValueFactory = _ => string.Join(',', defaults.Functions),
        };
        functions.Validators.Add(CheckFunctions);
        Option<int?> seeds = ExampleCommand.AtLeastOne("--seeds", $"Repeats, each with a seed of its own (default {defaults.Seeds}).");
        Option<long> seed = new("--seed") { Description = "The first seed (default 0)." };
        Option<int?> labels = ExampleCommand.AtLeastOne(
            "--labels", $"Labels at the end, the first {StudyOptions.Initial} included (default {defaults.Labels}).");
        Option<int?> batch = ExampleCommand.AtLeastOne("--batch", $"Labels asked for in a round (default {defaults.Batch}).");
        Option<int?> candidates = ExampleCommand.AtLeastOne(
            "--candidates", $"Training images, drawn anew in each round, that are looked at (default {defaults.Candidates}).");
        Option<int?> draws = ExampleCommand.AtLeastOne("--draws", $"Posterior draws S of MC dropout (default {defaults.Draws}).");
        Option<string> output = new("--out")
        {
            Description = "Folder for curves, picture, results.json and the journals, from which a program that was stopped goes on.",
            DefaultValueFactory = _ => defaults.Out,
        };
        Option<bool> quick = ExampleCommand.Quick();
        RootCommand command = new("Compares ways to choose which images of MNIST are worth a label.")
        {
            data, functions, seeds, seed, labels, batch, candidates, draws, output, quick,
        };
        command.SetAction(result =>
        {
            StudyOptions standard = result.GetValue(quick) ? StudyOptions.Small : defaults;
            StudyOptions options = standard with
            {
                Data = result.GetValue(data),
                Functions = Names(result.GetValue(functions)!),
                Seeds = result.GetValue(seeds) ?? standard.Seeds,
                Seed = result.GetValue(seed),
                Labels = result.GetValue(labels) ?? standard.Labels,
                Batch = result.GetValue(batch) ?? standard.Batch,
                Candidates = result.GetValue(candidates) ?? standard.Candidates,
                Draws = result.GetValue(draws) ?? standard.Draws,
                Out = result.GetValue(output)!,
            };
            return ExampleCommand.Run("ActiveLearningMnist", console => new Study(options, console).Run());
        });
        return command.Parse(args).Invoke();
    }

    private static void CheckFunctions(OptionResult result)
    {
        string[] names = Names(string.Join(',', result.Tokens.Select(token => token.Value)));
        foreach (string name in names.Except(Functions.All))
        {
            result.AddError($"--functions: there is no '{name}'; there are {string.Join(", ", Functions.All)}.");
        }

        if (result.Tokens.Count > 0 && (names.Length == 0 || names.Distinct().Count() < names.Length))
        {
            result.AddError($"--functions must name one or more, each once; got '{string.Join(',', names)}'.");
        }
    }

    private static string[] Names(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
