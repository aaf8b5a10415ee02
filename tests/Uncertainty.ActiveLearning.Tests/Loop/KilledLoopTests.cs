using System.Diagnostics;
using System.Globalization;
using InterruptedLoop;

namespace Uncertainty.ActiveLearning.Tests;

/// <summary>A program that is killed at random moments comes to the labels of one that is not, and asks for none twice.</summary>
[TestFixture]
internal sealed class KilledLoopTests
{
    [TestCase(NetworkStart.Fresh, 20)]
    [TestCase(NetworkStart.Warm, 5)]
    public void Run_KilledAtRandomMoments_ComesToTheSameLabels(NetworkStart start, int kills)
    {
        using TemporaryFolder folder = new();
        string journal = folder["journal"];
        string asked = folder["asked"];
        Random moments = new(17);
        int interrupted = 0;
        int budget = 96;
        while (interrupted < kills && budget < ToyLoop.ManyInputs)
        {
            // Where the run ends before it can be killed, there is more to do for the next one: whole batches, as the budget cuts the last.
            if (RunAndKill(journal, asked, budget, start, TimeSpan.FromMilliseconds(moments.Next(1, 400))))
            {
                interrupted++;
            }
            else
            {
                budget += 48;
            }
        }

        Assert.That(interrupted, Is.EqualTo(kills));
        Assert.That(RunAndKill(journal, asked, budget, start, null), Is.False, "left alone it comes to its end");
        using TensorPool pool = ToyLoop.Pool(count: ToyLoop.ManyInputs);
        long[] truth = ToyLoop.Truth(pool);
        string whole = folder["whole"];
        using (ActiveLearningLoop loop = ActiveLearningLoop.Start(ToyLoop.Setup(pool, SaidOracle.Knowing(truth)), ToyLoop.ManyRounds(budget, start), whole))
        {
            ActiveLearningResult result = loop.Run();
            int[] questions = WrittenOracle.Questions(asked);
            Assert.That(questions, Is.Unique, "none is asked twice");
            Assert.That(questions, Is.EqualTo(result.Labelled.Select(input => input.Index)));
        }

        Assert.That(File.ReadAllBytes(journal), Is.EqualTo(File.ReadAllBytes(whole)));
    }

    /// <summary>Whether the program was killed: at the moment given, from when it said that it begins, before it came to its end.</summary>
    private static bool RunAndKill(string journal, string asked, int budget, NetworkStart start, TimeSpan? moment)
    {
        ProcessStartInfo program = new("dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                typeof(ToyLoop).Assembly.Location, journal, asked, budget.ToString(CultureInfo.InvariantCulture), start.ToString(),
            },
        };
        using Process process = Process.Start(program)!;
        Assert.That(process.StandardOutput.ReadLine(), Is.EqualTo("begins"));
        if (moment is TimeSpan after && !process.WaitForExit(after))
        {
            process.Kill();
        }

        process.WaitForExit();
        return process.StandardOutput.ReadToEnd().Trim() != "ends";
    }
}
