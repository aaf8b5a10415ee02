using System.Diagnostics;
using TorchSharp;
using TorchSharp.Modules;
using Uncertainty.ActiveLearning;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Module = TorchSharp.torch.nn.Module;

namespace AcquisitionSpeed;

/// <summary>A workload's network, in evaluation mode, and the pool that it scores.</summary>
internal sealed class Subject : IDisposable
{
    /// <summary>Inputs that go through the network together, by both ways.</summary>
    internal const int Batch = 1000;

    private readonly Module<Tensor, Tensor> _network;
    private readonly Tensor _inputs;
    private readonly int _draws;

    internal Subject(Workload workload, Tensor inputs, int draws)
    {
        Workload = workload;
        manual_seed(0);
        _network = workload.Build();
        _network.eval();
        _inputs = inputs;
        _draws = draws;
    }

    internal Workload Workload { get; }

    internal int Inputs => (int)_inputs.shape[0];

    /// <summary>Both ways over a few inputs.</summary>
    internal void WarmUp()
    {
        using Tensor few = _inputs.narrow(0, 0, Batch);
        Library(few);
        Naive(few, 2);
    }

    /// <summary>Seconds of the library, and those of them that went into the scores; everything that a choice needs is made anew.</summary>
    internal (double Whole, double Scores) Library() => Library(_inputs);

    /// <summary>Seconds of S passes, from so many.</summary>
    internal double Naive(int passes)
    {
        int run = Math.Min(passes, _draws);
        return Naive(_inputs, run) * _draws / run;
    }

    public void Dispose() => _network.Dispose();

    private (double Whole, double Scores) Library(Tensor inputs)
    {
        double scoring = 0;
        long start = Stopwatch.GetTimestamp();
        using ClassificationEvaluation evaluation = UncertaintyEvaluation.ForClassification(
            _network, 10, options: new UncertaintyEvaluationOptions { Draws = _draws });
        using TensorPool pool = new(inputs);
        using CandidateSet candidates = CandidateSet.FromPool(pool, [.. Enumerable.Range(0, pool.Count)], evaluation, batch: Batch);
        using Tensor scores = candidates.Score(Timed);
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, scoring);

        Tensor Timed(PredictiveSamples draws)
        {
            long began = Stopwatch.GetTimestamp();
            Tensor part = Acquisition.Bald(draws);
            scoring += Stopwatch.GetElapsedTime(began).TotalSeconds;
            return part;
        }
    }

    private double Naive(Tensor inputs, int passes)
    {
        LetDropoutDrop(true);
        long start = Stopwatch.GetTimestamp();
        using (DisposeScope scope = NewDisposeScope())
        {
            using IDisposable noGradient = no_grad();
            Tensor draws = stack([.. Enumerable.Range(0, passes).Select(_ => Pass(inputs))]);
            Tensor mean = draws.mean([0]);
            Tensor bald = Entropy(mean) - Entropy(draws).mean([0]);
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        LetDropoutDrop(false);
        return seconds;
    }

    /// <summary>[N, C] probabilities of one pass over the pool.</summary>
    private Tensor Pass(Tensor inputs)
    {
        using DisposeScope scope = NewDisposeScope();
        List<Tensor> probabilities = [];
        for (long first = 0; first < inputs.shape[0]; first += Batch)
        {
            using DisposeScope step = NewDisposeScope();
            Tensor batch = inputs.narrow(0, first, Math.Min(Batch, inputs.shape[0] - first));
            probabilities.Add(_network.call(batch).softmax(1).MoveToOuterDisposeScope());
        }

        return cat(probabilities, 0).MoveToOuterDisposeScope();
    }

    private static Tensor Entropy(Tensor probabilities) => (probabilities * probabilities.clamp_min(1e-30).log()).sum(-1).neg();

    /// <summary>Leaves everything as it is but the dropout layers, which drop or do not.</summary>
    private void LetDropoutDrop(bool drop)
    {
        foreach (Module module in _network.modules().Where(module => module is Dropout))
        {
            module.train(drop);
        }
    }
}
