using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Tests;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Ood.Tests;

/// <summary>The same network and inputs through pytorch-ood: the same scores.</summary>
[TestFixture]
internal sealed class PeerTests
{
    private static readonly Oracle Peer = Oracle.Load("ood_scores.csv");

    [TestCase("T=1.0")]
    [TestCase("T=2.5")]
    public void Temperatures_OfPytorchOod_GiveTheSameScores(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> network = Network();
        double temperature = Peer.Values(name, "temperature").Single();
        Check(name, "msp", new MaxProbabilityDetector(network, temperature));
        Check(name, "energy", new EnergyDetector(network, temperature));
    }

    [Test]
    public void Plain_OfPytorchOod_GiveTheSameScores()
    {
        using DisposeScope scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> network = Network();
        Check("plain", "entropy", new EntropyDetector(network));
        Check("plain", "max_logit", new MaxLogitDetector(network));
    }

    [TestCase("odin T=1000.0")]
    [TestCase("odin T=2.5")]
    public void Odin_OfPytorchOod_GivesTheSameScores(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        Check(name, "odin", new OdinDetector(Network(), new OdinOptions
        {
            Temperature = Peer.Values(name, "temperature").Single(),
            Step = Peer.Values(name, "step").Single(),
            InputScale = Peer.Values(name, "scale"),
        }));
    }

    private static void Check(string name, string score, IOodDetector detector)
    {
        Tensor inputs = Exact("inputs");
        Assert.That(Values.Of(detector.Score(inputs)), Is.EqualTo(Peer.Values(name, score)).Within(5e-9), score);
    }

    /// <summary>Nine digits are enough for a number of single precision, which all these are.</summary>
    private static Tensor Exact(string name) => Peer.Tensor("network", name).to_type(ScalarType.Float64);

    private static Seen Network()
    {
        Seen network = new();
        network.to(ScalarType.Float64);
        using IDisposable noGradient = no_grad();
        foreach ((string name, Parameter parameter) in network.named_parameters())
        {
            parameter.copy_(Exact(name.TrimStart('_').Replace('.', '_')));
        }

        return network;
    }

    private sealed class Seen : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _conv = nn.Conv2d(2, 3, 3);
        private readonly nn.Module<Tensor, Tensor> _fc = nn.Linear(3 * 4 * 4, 4);

        public Seen()
            : base(nameof(Seen))
        {
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using DisposeScope scope = NewDisposeScope();
            return (3 * _fc.call(_conv.call(input).relu().flatten(1))).MoveToOuterDisposeScope();
        }
    }
}
