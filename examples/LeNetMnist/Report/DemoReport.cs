using System.Globalization;
using Examples;
using LeNetMnist.Data;
using LeNetMnist.Model;
using Spectre.Console;
using Uncertainty.Evaluation;

namespace LeNetMnist.Report;

/// <summary>Says in tables and small pictures what the run found; every number printed is also put into the results.</summary>
internal sealed class DemoReport(IAnsiConsole console, Results results, DataSource source)
{
    private const int Shown = 10;
    private static readonly int[] RejectedPercent = [0, 1, 2, 5, 10, 20];

    private readonly long[] _labels = [.. source.Test.Labels.Select(label => (long)label)];
    private readonly int _classes = source.Test.Classes;

    /// <summary>Accuracy, NLL and ECE of the plain network and of the mean of the draws.</summary>
    public void Quality(double[] singlePass, Predictions draws)
    {
        Table table = NewTable("Test set", "accuracy", "NLL (nats)", "ECE");
        Row("single pass, dropout off", singlePass, "test_accuracy_single_pass", "nll_single_pass", "ece_single_pass");
        Row("mean of the draws", draws.Probabilities, "test_accuracy", "nll", "ece");
        console.Write(table);

        void Row(string name, double[] probabilities, string accuracyKey, string nllKey, string eceKey)
        {
            double accuracy = results.Add(accuracyKey, ClassificationMetrics.Accuracy(probabilities, _classes, _labels));
            double nll = results.Add(nllKey, ClassificationMetrics.NegativeLogLikelihood(probabilities, _classes, _labels));
            double ece = results.Add(
                eceKey, ReliabilityDiagram.FromProbabilities(probabilities, _classes, _labels).ExpectedCalibrationError);
            table.AddRow(name, Percent(accuracy), Number(nll), Number(ece));
        }
    }

    /// <summary>Mean uncertainties of the test set, apart for what the model got right and wrong.</summary>
    public void Uncertainties(Predictions test)
    {
        bool[] correct = Correct(test);
        Table table = NewTable("Mean uncertainty (nats)", "all", "right", "wrong");
        Row("total, H of the mean", test.Total, "total");
        Row("aleatoric, mean H of the draws", test.Aleatoric, "aleatoric");
        Row("epistemic, mutual information", test.Epistemic, "epistemic");
        Row("aleatoric, heteroscedastic head", test.Noise, "aleatoric_head");
        console.Write(table);

        void Row(string name, double[] values, string key)
        {
            double all = results.Add($"mean_{key}", values.Average());
            table.AddRow(
                name, Number(all), Mean(values, correct, true, $"mean_{key}_right"), Mean(values, correct, false, $"mean_{key}_wrong"));
        }
    }

    /// <summary>The test images with the highest uncertainty of one kind, as pictures.</summary>
    public void MostUncertain(string title, Predictions test, double[] uncertainty, string key)
    {
        int[] order = [.. Enumerable.Range(0, uncertainty.Length).OrderByDescending(i => uncertainty[i]).Take(Shown)];
        List<(int, string)> pictures = [];
        for (int rank = 0; rank < order.Length; rank++)
        {
            int index = order[rank];
            int said = Predicted(test.Probabilities, index);
            results.Add($"{key}_{rank + 1}_index", index);
            results.Add($"{key}_{rank + 1}_nats", uncertainty[index]);
            results.Add($"{key}_{rank + 1}_true", _labels[index]);
            results.Add($"{key}_{rank + 1}_said", said);
            pictures.Add((index, $"true {_labels[index]} said {said} {uncertainty[index].ToString("F2", CultureInfo.InvariantCulture)}"));
        }

        console.WriteLine();
        console.WriteLine($"Most uncertain digits, {title} (nats)");
        foreach (string line in DigitArt.Lines(source.Test, pictures, console.Profile.Width))
        {
            console.WriteLine(line);
        }
    }

    /// <summary>Accuracy on what is left when the most uncertain inputs are set aside for a human.</summary>
    public void Rejection(Predictions test)
    {
        double[] confidence = [.. test.Total.Select(entropy => -entropy)];
        RiskCoverageCurve curve = RiskCoverageCurve.FromConfidences(confidence, Correct(test));
        Table table = NewTable("Set aside, by total uncertainty", [.. RejectedPercent.Select(percent => $"{percent} %")]);
        table.AddRow(
        [
            "accuracy on the rest",
            .. RejectedPercent.Select(percent =>
                Percent(results.Add($"accuracy_rejected_{percent:00}", curve.SelectiveAccuracy(1 - (percent / 100.0))))),
        ]);
        console.Write(table);
        console.WriteLine($"Area under the risk-coverage curve: {Number(results.Add("aurc", curve.Aurc))} (lower is better).");
        console.WriteLine();
    }

    /// <summary>How well each uncertainty tells the unseen kind from the test set.</summary>
    public void Unseen(Predictions test, Predictions unseen)
    {
        Table table = NewTable($"Unseen: {source.UnseenName}", "AUROC", "mean, test", "mean, unseen");
        Row("total, predictive entropy", test.Total, unseen.Total, "entropy");
        Row("epistemic, mutual information", test.Epistemic, unseen.Epistemic, "mutual_information");
        console.Write(table);

        void Row(string name, double[] inside, double[] outside, string key)
        {
            double[] scores = [.. inside, .. outside];
            bool[] isUnseen = [.. inside.Select(_ => false), .. outside.Select(_ => true)];
            double auroc = results.Add($"auroc_{key}", RankingMetrics.Auroc(scores, isUnseen));
            table.AddRow(
                name,
                Number(auroc),
                Number(results.Add($"mean_{key}_test", inside.Average())),
                Number(results.Add($"mean_{key}_unseen", outside.Average())));
        }
    }

    private static Table NewTable(string first, params string[] columns)
    {
        Table table = new Table().RoundedBorder().AddColumn(first);
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        return table;
    }

    private static string Percent(double share) => (share * 100).ToString("F2", CultureInfo.InvariantCulture) + " %";

    private static string Number(double value) => value.ToString("F4", CultureInfo.InvariantCulture);

    private string Mean(double[] values, bool[] correct, bool wanted, string key)
    {
        double[] chosen = [.. values.Where((_, i) => correct[i] == wanted)];
        return chosen.Length == 0 ? "none" : Number(results.Add(key, chosen.Average()));
    }

    private bool[] Correct(Predictions test)
    {
        double[] probabilities = test.Probabilities;
        return [.. _labels.Select((label, i) => Predicted(probabilities, i) == label)];
    }

    private int Predicted(double[] probabilities, int index)
    {
        ReadOnlySpan<double> row = probabilities.AsSpan(index * _classes, _classes);
        return System.Numerics.Tensors.TensorPrimitives.IndexOfMax(row);
    }
}
