using System.CommandLine;
using System.Globalization;
using Examples;
using LeNetMnist.Data;
using LeNetMnist.Model;
using ScottPlot;
using Spectre.Console;
using TorchSharp;
using TorchSharp.Modules;
using Uncertainty.ActiveLearning;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using static TorchSharp.torch;

namespace LabelFolder;

/// <summary>
/// A person labels the images that a network asks for, in a spreadsheet: images and sheets are in a folder, and the loop goes on when a sheet is
/// filled in. It can be stopped and started again at any time.
/// </summary>
internal static class Program
{
    private const int Images = 4_000;
    private const int TestImages = 500;
    private const int Draws = 20;
    private const int Classes = 10;

    private static readonly LabelSpace Digits = LabelSpace.Classes(Classes);

    internal static int Main(string[] args)
    {
        Option<string?> data = ExampleCommand.Data();
        Option<int?> labels = ExampleCommand.AtLeastOne("--labels", "Labels to ask for in all (default 100).");
        Option<int?> batch = ExampleCommand.AtLeastOne("--batch", "Labels to ask for at a time (default 10).");
        Option<bool> simulate = new("--simulate") { Description = "A simulated person fills in the sheets." };
        Option<bool> quick = new("--quick") { Description = "A run of seconds: 40 labels, few images, and a simulated person." };
        Option<string> output = new("--out")
        {
            Description = "Folder of journal, questions and results.",
            DefaultValueFactory = _ => Path.Combine("artifacts", "label-folder"),
        };
        RootCommand command = new("Asks a person for the labels that a network would learn most from, in a folder and a spreadsheet.")
        {
            data, labels, batch, simulate, quick, output,
        };
        command.SetAction(result => ExampleCommand.Run("LabelFolder", console =>
        {
            bool small = result.GetValue(quick);
            DataSource source = DataSource.Find(
                result.GetValue(data), 0, console.WriteLine, () => new MnistDownload(MnistDownload.DefaultCache()).Fetch());
            Label(
                source.Take(small ? 500 : Images, small ? 200 : TestImages),
                new ActiveLearningOptions { Initial = 20, Batch = result.GetValue(batch) ?? 10, Budget = result.GetValue(labels) ?? (small ? 40 : 100) },
                result.GetValue(output)!,
                small || result.GetValue(simulate),
                new RunConsole(console, new Results()));
        }));
        return command.Parse(args).Invoke();
    }

    private static void Label(DataSource source, ActiveLearningOptions options, string folder, bool simulate, RunConsole console)
    {
        OutputFolder.Prepare(folder, Path.Combine(folder, "results.json"));
        string questions = Directory.CreateDirectory(Path.Combine(folder, "questions")).FullName;
        using ImageTensors train = new(source.Train, CPU, normalise: false);
        using ImageTensors test = new(source.Test, CPU, normalise: false);
        using TensorPool pool = new(train.Images);
        FolderOracle people = new(questions, Digits, new FolderOracleOptions
        {
            Period = TimeSpan.FromMilliseconds(simulate ? 20 : 1_000),
            Problems = new Reporter<string>(console.Say),
        });
        ActiveLearningSetup setup = new()
        {
            Pool = pool,
            Labels = Digits,
            Oracle = people,
            Selector = new BatchBaldSelector(),
            Learner = new Learner
            {
                Description = $"LeNet-5, {Draws} draws, {source.Name}",
                Create = () => new LeNet5(),
                Train = Train,
                Sample = (network, round) => UncertaintyEvaluation.ForClassification(
                    network, Classes, options: new UncertaintyEvaluationOptions { Draws = Draws, Seed = round.Seed }),
                Validate = evaluation => new Dictionary<string, double> { ["error"] = Error(evaluation, test) },
            },
        };
        console.Say($"{pool.Count:N0} images of {source.Name}. Questions: {questions}.");
        console.Say(simulate
            ? "A simulated person fills in the sheets, by the labels that are known."
            : "Open the newest questions-NNNN.csv, write the digit of each image into the column 'label' (? where you cannot say), and save it.");
        using SimulatedPerson? person = simulate ? new SimulatedPerson(questions, source.Train.Labels) : null;
        using ActiveLearningLoop loop = ActiveLearningLoop.StartOrResume(setup, options with { Candidates = 1_000 }, Path.Combine(folder, "labels.journal"));
        ActiveLearningResult result = loop.Run(new Reporter<ActiveLearningProgress>(step => Say(console, step)));
        Save(loop, result, folder, console);
    }

    private static void Train(nn.Module<Tensor, Tensor> network, LabelledSet labelled, TrainingRound round)
    {
        using Adam optimizer = optim.Adam(network.parameters(), 1e-3, weight_decay: 0.05 / labelled.Count);
        network.train();
        int steps = 200 + labelled.Count;
        int step = 0;
        for (int epoch = 0; step < steps; epoch++)
        {
            foreach ((Tensor images, Tensor labels) in labelled.Batches(20, Seeds.Derive(round.Seed, epoch)).Take(steps - step))
            {
                round.CancellationToken.ThrowIfCancellationRequested();
                using DisposeScope scope = NewDisposeScope();
                optimizer.zero_grad();
                nn.functional.cross_entropy(network.call(images), labels).backward();
                optimizer.step();
                step++;
            }
        }

        network.eval();
    }

    private static double Error(UncertaintyEvaluation evaluation, ImageTensors test)
    {
        using DisposeScope scope = NewDisposeScope();
        using ClassificationUncertainty predicted = (ClassificationUncertainty)evaluation.Evaluate(test.Images);
        return predicted.PredictedClass.ne(test.Labels).to_type(ScalarType.Float64).mean().item<double>();
    }

    private static void Say(RunConsole console, ActiveLearningProgress step)
    {
        string error = step.LastRound is { } last ? string.Create(CultureInfo.InvariantCulture, $", error {last.Metrics["error"]:P1}") : string.Empty;
        console.Say($"Round {step.Round}: {step.Labels} of {step.Budget} labels{error}: {step.Stage.ToString().ToLowerInvariant()}.");
    }

    private static void Save(ActiveLearningLoop loop, ActiveLearningResult result, string folder, RunConsole console)
    {
        loop.Network!.save(Path.Combine(folder, "lenet5.dat"));
        Results results = new();
        results.Add("labels", result.Labelled.Count);
        results.Add("abstained", result.Abstained.Count);
        results.Add("error", result.Rounds[^1].Metrics["error"]);
        results.Add("stopped_because", result.StopReason);
        results.Save(Path.Combine(folder, "results.json"));
        using Plot plot = LearningCurveFigures.Draw("error on held-out images", [LearningCurve.OfRounds("BatchBALD", [result.Rounds], round => round.Metrics["error"])]);
        plot.SaveFigure(Path.Combine(folder, "error.png"));
        console.Say($"Ended: {result.StopReason}. Network, numbers and curve: {folder}.");
    }
}
