using System.Globalization;
using Benchmarks;
using Uncertainty.ActiveLearning;

namespace MnistActiveLearning;

/// <summary>Writes each round of a loop into the run's file when it is over, and says every now and then how far the run is.</summary>
internal sealed class RoundLog(string title, ActiveLearningLoop loop, JsonLines<Round> rows) : IProgress<ActiveLearningProgress>
{
    private const int SayEvery = 10;

    private TimeSpan? _choiceBegan;

    /// <summary>Writes the rounds that the journal has and the file has not, since the run was killed in between.</summary>
    internal void CatchUp() => Add(loop.Rounds.Where(round => round.Asked.Count > 0), 0);

    public void Report(ActiveLearningProgress value)
    {
        if (value.Stage == ActiveLearningStage.Choosing)
        {
            _choiceBegan = Environment.CpuUsage.TotalTime;
        }
        else if (value.Stage is ActiveLearningStage.Asking or ActiveLearningStage.Ended)
        {
            double choice = _choiceBegan is { } began ? (Environment.CpuUsage.TotalTime - began).TotalSeconds : 0;
            _choiceBegan = null;
            Add(loop.Rounds, choice);
        }
    }

    private void Add(IEnumerable<ActiveLearningRound> rounds, double choice)
    {
        foreach (ActiveLearningRound over in rounds.Skip(rows.Rows.Count))
        {
            Round round = Round.Of(over, choice);
            rows.Add(round);
            if (round.Error is { } error && (round.Number % SayEvery == 0 || round.WholeError is not null))
            {
                Terminal.Say(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{title}: {round.Labels} labels, error {100 * error:F2} %, "
                    + $"{round.Seconds.Training:F1} + {round.Seconds.Test:F1} + {round.Seconds.Choice:F1} s"));
            }
        }
    }
}
