using Benchmarks;
using Benchmarks.Mnist;
using LeNetMnist.Data;

namespace MnistCalibration;

/// <summary>Recalibration, conformal sets and planted label noise on MNIST, for LeNet-5.</summary>
internal static class Program
{
    internal static int Main(string[] args) => BenchCommand.RunLong(
        nameof(MnistCalibration),
        "Recalibrates LeNet-5 on MNIST, makes conformal sets of its predictions, looks for planted label noise, and compares with a peer.",
        "The whole tables, some half an hour of processor time, less where MnistPosteriors has trained the networks",
        args,
        [],
        (full, _, token) => Run(full, token));

    private static int Run(bool full, CancellationToken cancellationToken)
    {
        // The numbers then do not depend on the machine's cores.
        Threads.Use(1);
        Protocol protocol = full ? Protocol.Full : Protocol.Quick;
        DataSource source = MnistFiles.Data(full).Take(protocol.TrainImages, protocol.TestImages);
        string folder = MnistFiles.Folder("mnist-calibration", full);
        BenchReport report = new(full ? nameof(MnistCalibration) : $"{nameof(MnistCalibration)}-quick");
        using JsonLines<TrainedRow> plain = MnistFiles.Trained(full ? MnistFiles.Folder("mnist", full) : folder, source);
        TrainedNetworks trained = new(full ? MnistFiles.Folder("mnist", full) : folder, plain);
        using Networks networks = new(source, protocol, trained, cancellationToken);
        Predictions[] predictions = networks.Predictions();
        object settings = new { Source = MnistFiles.Settings(source), Protocol = protocol.Text };

        using (JsonLines<CalibrationRow> rows = new(Path.Combine(folder, "calibration.jsonl"), settings))
        {
            new CalibrationPart(predictions, protocol, rows, cancellationToken).Run();
            CalibrationTable.Show(rows.Rows, predictions, report);
        }

        using (JsonLines<ConformalRow> rows = new(Path.Combine(folder, "conformal.jsonl"), settings))
        {
            new ConformalPart(predictions, protocol, rows, cancellationToken).Run();
            ConformalTable.Show(rows.Rows, source.Test.Count, report);
        }

        Peer.Compare(predictions, folder, report);
        using (JsonLines<TrainedRow> noisy = new(Path.Combine(folder, "noisy.jsonl"), settings))
        using (JsonLines<NoiseRow> rows = new(Path.Combine(folder, "noise.jsonl"), settings))
        {
            new NoisePart(source, networks, protocol, new TrainedNetworks(folder, noisy), rows, cancellationToken).Run();
            NoiseTable.Show(rows.Rows, report);
        }

        report.Write();
        return 0;
    }
}
