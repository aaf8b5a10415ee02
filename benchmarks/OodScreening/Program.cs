using Benchmarks;
using Benchmarks.Mnist;
using LeNetMnist.Data;
using LeNetMnist.Model;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace OodScreening;

/// <summary>Screens before a LeNet-5: their cost beside the network alone, and how soon they notice that the stream has drifted.</summary>
internal static class Program
{
    internal static int Main(string[] args) => BenchCommand.RunLong(
        nameof(OodScreening),
        "Screens a stream of MNIST images: time and memory beside the network alone, and the alarm when the stream turns into Fashion-MNIST.",
        "A million inputs for each screen, some ten minutes, more where MnistPosteriors has not trained the network",
        args,
        [],
        (full, _, token) => Run(full, token));

    private static int Run(bool full, CancellationToken cancellationToken)
    {
        // The numbers then do not depend on the machine's cores.
        Threads.Use(1);
        Protocol protocol = full ? Protocol.Full : Protocol.Quick;
        DataSource source = MnistFiles.Data(full).Take(protocol.TrainImages, protocol.TestImages);
        string folder = MnistFiles.Folder(full ? "mnist" : "ood-screening", full);
        using JsonLines<TrainedRow> rows = MnistFiles.Trained(folder, source);
        using ImageTensors train = new(source.Train, CPU);
        using ImageTensors test = new(source.Test, CPU);
        using ImageTensors unseen = new(source.Unseen, CPU);
        Sequential network = PlainTraining.Network(protocol.Plain, seed: 0);
        new TrainedNetworks(folder, rows).Get(
            "plain-1",
            protocol.Plain,
            file => network.load(file),
            () => new PlainTraining(train, cancellationToken).Run("plain-1", network, protocol.Plain, 0),
            file => network.save(file));
        network.eval();

        using DisposeScope scope = NewDisposeScope();
        long half = test.Count / 2;
        Tensor calibration = test.Images.narrow(0, 0, half);
        Tensor rest = test.Images.narrow(0, half, test.Count - half);
        using Screens screens = new(network, train, calibration, cancellationToken);
        BenchReport report = new(full ? nameof(OodScreening) : $"{nameof(OodScreening)}-quick");
        new SpeedPart(screens, rest.split(protocol.BatchSize), protocol, cancellationToken).Run(report);
        new DriftPart(screens, rest, unseen.Images, protocol, cancellationToken).Run(source.UnseenName, report);
        report.Write();
        return 0;
    }
}
