using Benchmarks;
using UciRegression.BatchNormGrid;
using UciRegression.Data;
using UciRegression.DropoutGrid;
using UciRegression.Training;

namespace UciRegression;

/// <summary>Published UCI regression experiments, predicted by the library's samplers, beside the published figures.</summary>
internal static class Program
{
    internal static int Main(string[] args) => UciCommand.Run(args, Run);

    private static int Run(UciOptions options, CancellationToken cancellationToken)
    {
        // Tensors this small are slower on several threads, and the numbers then do not depend on the machine's cores.
        Threads.Use(1);
        DropoutProtocol dropout = options.Full ? DropoutProtocol.Full : DropoutProtocol.Quick;
        string? folder = UciFolder.Find(dropout.Sets, out string reason);
        if (folder is null)
        {
            Terminal.Say($"Nothing was run: {reason}");
            return options.Full ? 1 : 0;
        }

        TrainingCheck.Run();
        BenchReport report = new(options.Full ? nameof(UciRegression) : $"{nameof(UciRegression)}-quick");
        UciSet[] sets = [.. dropout.Sets.Select(set => UciSet.Load(folder, set))];
        if (options.Includes(UciCommand.Dropout))
        {
            string file = ResultFile(options, UciCommand.Dropout);
            using JsonLines<DropoutRow> results = new(file, dropout);
            new DropoutRun(sets, dropout, results).Run(cancellationToken);
            DropoutTable.Show(results.Rows, dropout, file, report);
        }

        if (options.Includes(UciCommand.BatchNorm))
        {
            BatchNormProtocol batchNorm = options.Full ? BatchNormProtocol.Full : BatchNormProtocol.Quick;
            string file = ResultFile(options, UciCommand.BatchNorm);
            using JsonLines<SearchRow> searches = new(ResultFile(options, $"{UciCommand.BatchNorm}-search"), batchNorm);
            using JsonLines<TestRow> tests = new(file, batchNorm);
            new BatchNormRun(sets, batchNorm, searches, tests).Run(cancellationToken);
            BatchNormTable.Show(tests.Rows, batchNorm, file, report);
        }

        report.Write();
        return 0;
    }

    /// <summary>Where an experiment's results are appended. A quick run's are of no use to a later one and go first.</summary>
    private static string ResultFile(UciOptions options, string experiment)
    {
        string folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "bench", "uci")).FullName;
        string file = Path.Combine(folder, options.Full ? $"{experiment}.jsonl" : $"{experiment}-quick.jsonl");
        if (!options.Full)
        {
            File.Delete(file);
        }

        return file;
    }
}
