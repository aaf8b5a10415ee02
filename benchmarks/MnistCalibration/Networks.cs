using Benchmarks;
using Benchmarks.Mnist;
using Benchmarks.Models;
using LeNetMnist.Data;
using LeNetMnist.Model;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MnistCalibration;

/// <summary>The plain networks: read where they were trained before, trained where not.</summary>
internal sealed class Networks : IDisposable
{
    private const int Slice = 1_000;

    private readonly Sequential[] _plain;
    private readonly ImageTensors _test;

    internal Networks(DataSource source, Protocol protocol, TrainedNetworks trained, CancellationToken cancellationToken)
    {
        _test = new ImageTensors(source.Test, CPU);
        using ImageTensors train = new(source.Train, CPU);
        PlainTraining training = new(train, cancellationToken);
        _plain = [.. Enumerable.Range(0, protocol.Networks).Select(member =>
            Get($"plain-{member + 1}", protocol.Plain, member, trained, training))];
        WithDropout = Get("dropout", protocol.Plain with { Dropout = 0.5 }, 0, trained, training);
    }

    /// <summary>The first of them.</summary>
    internal Sequential First => _plain[0];

    /// <summary>One with dropout 0.5 after both hidden layers of the head.</summary>
    internal Sequential WithDropout { get; }

    internal ImageTensors Test => _test;

    /// <summary>A network by a recipe, read or trained.</summary>
    internal static Sequential Get(string name, PlainRecipe recipe, long seed, TrainedNetworks trained, PlainTraining training)
    {
        Sequential network = PlainTraining.Network(recipe, seed);
        trained.Get(
            name, recipe, file => network.load(file), () => training.Run(name, network, recipe, seed), file => network.save(file));
        network.eval();
        return network;
    }

    /// <summary>What each plain network says of the test images.</summary>
    internal Predictions[] Predictions()
    {
        Predictions[] all = new Predictions[_plain.Length];
        long[] labels = _test.Labels.data<long>().ToArray();
        Terminal.ShowProgress("prediction", _plain.Length * _test.Count, advance =>
        {
            for (int i = 0; i < _plain.Length; i++)
            {
                all[i] = new Predictions($"network {i + 1}", Values(_test, _plain[i].call, advance), labels, LeNet.Classes);
            }
        });
        return all;
    }

    /// <summary>What a function of images gives, slice by slice, row-major.</summary>
    internal static double[] Values(ImageTensors images, Func<Tensor, Tensor> function, Action<double>? advance = null)
    {
        using IDisposable noGradient = no_grad();
        List<double> all = [];
        foreach ((Tensor slice, _) in images.Slices(Slice))
        {
            using DisposeScope scope = NewDisposeScope();
            all.AddRange(function(slice).to_type(ScalarType.Float64).contiguous().data<double>().ToArray());
            advance?.Invoke(slice.shape[0]);
        }

        return [.. all];
    }

    public void Dispose()
    {
        foreach (Sequential network in _plain)
        {
            network.Dispose();
        }

        WithDropout.Dispose();
        _test.Dispose();
    }
}
