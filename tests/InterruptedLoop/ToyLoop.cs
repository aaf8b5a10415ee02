using TorchSharp;
using Uncertainty.ActiveLearning;
using Uncertainty.Bnn;
using Uncertainty.Evaluation;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace InterruptedLoop;

/// <summary>A problem that is learnt in no time: points of the plane in three classes, and a small network with dropout.</summary>
public static class ToyLoop
{
    public const int Inputs = 200;
    public const int ManyInputs = 3_000;

    public static LabelSpace Labels { get; } = LabelSpace.Classes(3);

    public static TensorPool Pool(long seed = 5, int count = Inputs)
    {
        using Generator generator = new((ulong)seed);
        using Tensor points = randn([count, 2], generator: generator);
        return new TensorPool(points);
    }

    /// <summary>The class of each input: three sectors of the plane.</summary>
    public static long[] Truth(IPool pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        using DisposeScope scope = NewDisposeScope();
        float[] points = pool.Inputs([.. Enumerable.Range(0, pool.Count)]).data<float>().ToArray();
        return [.. points.Chunk(2).Select(point => (long)((Math.Atan2(point[1], point[0]) + Math.PI) / (2 * Math.PI) * 2.999))];
    }

    public static Module<Tensor, Tensor> Network(int width = 16) => Sequential(
        ("0", Linear(2, width)), ("1", ReLU()), ("2", Dropout(0.3)), ("3", Linear(width, 3)));

    public static Learner Learner(int steps = 25, Func<Module<Tensor, Tensor>>? create = null) => new()
    {
        Create = create ?? (() => Network()),
        Train = (network, labelled, _) => Train(network, labelled, steps),
        Sample = (network, _) => UncertaintyEvaluation.ForClassification(new McDropout(network, new McDropoutOptions { Draws = 6 }), 3),
    };

    public static ActiveLearningSetup Setup(IPool pool, IOracle oracle) => new()
    {
        Pool = pool,
        Labels = Labels,
        Oracle = oracle,
        Learner = Learner(),
        Selector = new TopKSelector(Doubt),
    };

    /// <summary>A run of many rounds over <see cref="ManyInputs"/>.</summary>
    public static ActiveLearningOptions ManyRounds(int budget, NetworkStart start) =>
        new() { Initial = 6, Batch = 3, Budget = budget, Candidates = 100, Start = start, Seed = 11 };

    /// <summary>1 minus the largest mean probability.</summary>
    public static Tensor Doubt(PredictiveSamples draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        using DisposeScope scope = NewDisposeScope();
        return (1 - draws.Mean().amax([1])).MoveToOuterDisposeScope();
    }

    private static void Train(Module<Tensor, Tensor> network, LabelledSet labelled, int steps)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor inputs = labelled.Inputs();
        Tensor targets = labelled.Targets();
        using optim.Optimizer optimizer = optim.Adam(network.parameters(), lr: 0.05);
        network.train();
        for (int step = 0; step < steps; step++)
        {
            optimizer.zero_grad();
            functional.cross_entropy(network.call(inputs), targets).backward();
            optimizer.step();
        }

        network.eval();
    }
}
