using Benchmarks;
using Uncertainty.ActiveLearning;
using Uncertainty.Bnn;
using static TorchSharp.torch;

namespace MnistActiveLearning;

/// <summary>
/// How the loop of one run trains and looks at networks. Where nothing is measured none is trained: random choices do not look at the network.
/// </summary>
internal sealed class RunLearner(Experiment experiment, AcquisitionKind acquisition, Predictions predictions)
{
    internal const string Error = "error";
    internal const string WholeError = "error, all test images";
    internal const string TrainingSeconds = "training, s";
    internal const string TestSeconds = "test, s";

    private const int PoolMasks = 0;
    private const int TestMasks = 1;

    private nn.Module<Tensor, Tensor>? _network;
    private int _labels;
    private long _seed;
    private double _seconds;

    internal Learner Learner => new()
    {
        Create = experiment.Network,
        Train = Train,
        Sample = (network, round) => Predictions.Evaluation(network, experiment.Protocol.Draws, Seeds.Derive(round.Seed, PoolMasks)),
        Validate = _ => Validate(),
    };

    private bool IsMeasured => experiment.IsMeasured(acquisition, _labels);

    private void Train(nn.Module<Tensor, Tensor> network, LabelledSet labelled, TrainingRound round)
    {
        _network = network;
        _labels = labelled.Count;
        _seed = round.Seed;
        if (IsMeasured)
        {
            _seconds = ProcessorTime.Seconds(() => Training.Run(network, experiment.Protocol.Recipe, labelled, round));
        }
    }

    private Dictionary<string, double> Validate()
    {
        Dictionary<string, double> metrics = [];
        if (!IsMeasured)
        {
            return metrics;
        }

        int draws = experiment.Protocol.TestDraws;
        long masks = Seeds.Derive(_seed, TestMasks);
        double seconds = ProcessorTime.Seconds(() =>
        {
            metrics[Error] = predictions.PartError(_network!, draws, masks);
            if (_labels >= experiment.Protocol.Labels)
            {
                metrics[WholeError] = predictions.WholeError(_network!, draws, masks);
            }
        });
        metrics[TrainingSeconds] = _seconds;
        metrics[TestSeconds] = seconds;
        return metrics;
    }
}
