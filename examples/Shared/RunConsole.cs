using System.Diagnostics;
using Spectre.Console;

namespace Examples;

/// <summary>What a program says while it runs, and how long its parts took.</summary>
internal sealed class RunConsole(IAnsiConsole console, Results results)
{
    public void Say(string text) => console.WriteLine(text);

    public void Show(Table table) => console.Write(table);

    public void WithProgress(string title, double total, Action<ProgressTask> run) => console.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .Start(context => run(context.AddTask(title, maxValue: total)));

    public T Timed<T>(string what, string name, Func<T> run)
    {
        Stopwatch watch = Stopwatch.StartNew();
        T value = run();
        results.Add(name, Math.Round(watch.Elapsed.TotalSeconds, 2));
        Say($"{what}: {watch.Elapsed.TotalSeconds:F1} s.");
        return value;
    }

    public void Timed(string what, string name, Action run) => Timed(what, name, () =>
    {
        run();
        return true;
    });
}
