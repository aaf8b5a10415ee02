using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>The network of a loop's current round, trained when it is first needed.</summary>
internal sealed class LoopNetwork(ActiveLearningSetup setup, ActiveLearningOptions options, WeightFiles? files) : IDisposable
{
    private readonly Learner _learner = setup.Learner;
    private torch.nn.Module<Tensor, Tensor>? _network;
    private UncertaintyEvaluation? _evaluation;
    private int _round;

    /// <summary>The trained network; null before the first round. Belongs to this object.</summary>
    public torch.nn.Module<Tensor, Tensor>? Current => _network;

    public bool IsTrained(int round) => _network is not null && _round == round;

    /// <summary>Trains the network of a round, from a new one or from that of the round before.</summary>
    /// <param name="round">Number of the round, from 1.</param>
    /// <param name="state">What is labelled.</param>
    /// <param name="wasTrained">Whether the round was trained before the run was interrupted.</param>
    /// <param name="cancellationToken">Handed on to the training.</param>
    public void Train(int round, LoopState state, bool wasTrained, CancellationToken cancellationToken)
    {
        RoundSeeds seeds = new(options.Seed, round);
        Forget();
        bool goesOn = options.Start == NetworkStart.Warm && round > 1;
        if (!goesOn || _network is null)
        {
            Replace(Create(seeds.Network));
            if (files is not null && goesOn)
            {
                files.Load(_network!, wasTrained ? round : round - 1);
            }
        }

        if (files is null || !goesOn || !wasTrained)
        {
            RunTraining(round, seeds.Training, state, cancellationToken);
        }

        _round = round;
    }

    /// <summary>A new network with the first weights of a seed; the caller's.</summary>
    public torch.nn.Module<Tensor, Tensor> Create(long seed)
    {
        using RandomStateScope random = new(seed);
        return _learner.Create() ?? throw new InvalidOperationException("The learner made no network.");
    }

    /// <summary>Keeps the weights of the current round, where the next one starts from them.</summary>
    public void Save() => files?.Save(_network!, _round);

    /// <summary>Forgets the weights of earlier rounds, which nothing needs once the journal has the current one.</summary>
    public void ForgetEarlier() => files?.DeleteBefore(_round);

    /// <summary>What draws from the current network; belongs to this object.</summary>
    public UncertaintyEvaluation Evaluation(CancellationToken cancellationToken)
    {
        TrainingRound round = new(_round, new RoundSeeds(options.Seed, _round).Training, cancellationToken);
        return _evaluation ??= _learner.Sample(_network!, round) ?? throw new InvalidOperationException("The learner made no evaluation.");
    }

    public void Dispose() => Replace(null);

    /// <summary>Training that does not end leaves the weights as they were: the round can be run again.</summary>
    private void RunTraining(int round, long seed, LoopState state, CancellationToken cancellationToken)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using RandomStateScope random = new(seed);
        (Tensor Value, Tensor Copy)[] before = [.. _network!.state_dict().Values.Select(value => (value, value.detach().clone()))];
        try
        {
            _learner.Train(_network, new LabelledSet(setup.Pool, setup.Labels, state.Labelled), new TrainingRound(round, seed, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch
        {
            using IDisposable noGradient = torch.no_grad();
            foreach ((Tensor value, Tensor copy) in before)
            {
                value.copy_(copy);
            }

            throw;
        }
    }

    private void Replace(torch.nn.Module<Tensor, Tensor>? network)
    {
        Forget();
        _network?.Dispose();
        _network = network;
    }

    private void Forget()
    {
        _evaluation?.Dispose();
        _evaluation = null;
    }
}
