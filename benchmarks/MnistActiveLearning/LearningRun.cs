using Benchmarks;
using Uncertainty.ActiveLearning;
using Uncertainty.Bnn;

namespace MnistActiveLearning;

/// <summary>Runs the loop of one repeat of one acquisition, from where it was stopped.</summary>
internal sealed class LearningRun(
    Experiment experiment, DigitPool pool, Predictions predictions, CancellationToken cancellationToken)
{
    private const int Initial = 0;

    /// <summary>The images that are labelled first: of each class as many.</summary>
    internal static int[] First(Experiment experiment, DigitPool pool, int repeat) => [.. pool.Balanced(
        experiment.Protocol.InitialOfClass, Seeds.Derive(Seeds.Derive(Seeds.Derive(experiment.Protocol.Seed, repeat), Initial), 0))];

    /// <param name="acquisition">What chooses the images.</param>
    /// <param name="repeat">Number of the repeat, from 0. Its initial labels, weights, masks and candidates are the same for all acquisitions.</param>
    /// <param name="rows">The run's file, to which finished rounds are added.</param>
    /// <param name="journal">Path of the loop's journal.</param>
    /// <exception cref="InvalidDataException">The file has rounds that the journal has not.</exception>
    internal void Run(AcquisitionKind acquisition, int repeat, JsonLines<Round> rows, string journal)
    {
        if (rows.Rows.Count > 0 && rows.Rows[^1].WholeError is not null)
        {
            return;
        }

        Protocol protocol = experiment.Protocol;
        long seed = Seeds.Derive(protocol.Seed, repeat);
        using TensorPool inputs = new(pool.Images);
        ActiveLearningSetup setup = new()
        {
            Pool = inputs,
            Labels = LabelSpace.Classes(Networks.Classes),
            Oracle = MemoryOracle.FromTensor(pool.Labels),
            Learner = new RunLearner(experiment, acquisition, predictions).Learner,
            Selector = Selectors.Of(acquisition),
        };
        ActiveLearningOptions options = new()
        {
            Batch = protocol.Batch,
            InitialIndices = First(experiment, pool, repeat),
            Budget = protocol.Labels,
            Candidates = protocol.Candidates,
            Seed = seed,
        };
        using ActiveLearningLoop loop = ActiveLearningLoop.StartOrResume(setup, options, journal);
        if (rows.Rows.Count > loop.Rounds.Count)
        {
            throw new InvalidDataException(
                $"The run's file has {rows.Rows.Count} rounds, its journal '{journal}' {loop.Rounds.Count}: move both away.");
        }

        RoundLog log = new($"{experiment.Name}, {acquisition} {repeat + 1}", loop, rows);
        log.CatchUp();
        loop.Run(log, cancellationToken);
    }
}
