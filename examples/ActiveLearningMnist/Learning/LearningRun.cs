using Examples;
using LeNetMnist.Model;
using Spectre.Console;
using Uncertainty.ActiveLearning;

namespace ActiveLearningMnist.Learning;

/// <summary>
/// One function with one seed: a loop with a journal, which is there after the program was stopped, and from which the loop goes on when it is
/// started again.
/// </summary>
internal sealed class LearningRun(StudyOptions options, IPool pool, IOracle oracle, ImageTensors test)
{
    private readonly Learner _learner = new DigitLearner(options, test).Learner;

    /// <summary>Runs, or goes on with what is there.</summary>
    /// <param name="function">What chooses.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="journal">Path of the journal.</param>
    /// <param name="picture">Where the last choice is drawn, when it is made; null where it is not.</param>
    /// <param name="run">Where progress is shown.</param>
    public Curve Run(string function, long seed, string journal, string? picture, RunConsole run)
    {
        IBatchSelector selector = Functions.Selector(function);
        ActiveLearningSetup setup = new()
        {
            Pool = pool,
            Labels = LabelSpace.Classes(DigitLearner.Classes),
            Oracle = oracle,
            Learner = _learner,
            Selector = picture is null ? selector : new DrawnSelector(selector, function, options.Labels - options.Batch, picture),
        };
        ActiveLearningOptions settings = new()
        {
            Initial = StudyOptions.Initial,
            Batch = options.Batch,
            Budget = options.Labels,
            Candidates = Math.Min(options.Candidates, pool.Count),
            Seed = seed,
        };
        string title = $"{function}, seed {seed}";
        using ActiveLearningLoop loop = ActiveLearningLoop.StartOrResume(setup, settings, journal);
        if (loop.Rounds is [.., { } last] && last.Labels >= options.Labels)
        {
            run.Say($"{title}: found in {journal}.");
        }
        else
        {
            string from = loop.Labelled.Count > 0 ? $" (goes on from {loop.Labelled.Count} labels)" : string.Empty;
            run.WithProgress(title + from, options.Labels, bar => loop.Run(new Reporter<ActiveLearningProgress>(step => Show(step, title, bar))));
        }

        Curve curve = Curve.Of(function, seed, loop.Rounds, options.Labels);
        run.Say($"{title}: accuracy {curve.Points[^1].Accuracy:P2} with {options.Labels} labels.");
        return curve;
    }

    private static void Show(ActiveLearningProgress step, string title, ProgressTask bar)
    {
        string accuracy = step.LastRound is { } round ? $", accuracy {round.Metrics[DigitLearner.Accuracy]:P1}" : string.Empty;
        bar.Description = $"{title}, {step.Labels} labels{accuracy}, {step.Stage.ToString().ToLowerInvariant()}";
        bar.Value = step.Stage == ActiveLearningStage.Ended ? bar.MaxValue : Math.Max(0, step.Labels - 1);
    }
}
