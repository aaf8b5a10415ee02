using Spectre.Console;

namespace Benchmarks;

/// <summary>Results go to the output, progress to the error stream; plain text, and wide, where they are redirected.</summary>
internal static class Terminal
{
    private const int WidthOfFiles = 150;

    internal static IAnsiConsole Output { get; } = Open(Console.Out, Console.IsOutputRedirected);

    internal static IAnsiConsole Errors { get; } = Open(Console.Error, Console.IsErrorRedirected);

    /// <summary>Says on the error stream what is going on.</summary>
    internal static void Say(string line) => Errors.WriteLine(line);

    /// <summary>Runs <paramref name="work"/>, which calls its argument once for each of <paramref name="steps"/> steps.</summary>
    internal static void ShowProgress(string title, int steps, Action<Action> work) =>
        ShowProgress(title, (double)steps, advance => work(() => advance(1)));

    /// <summary>Runs <paramref name="work"/>, which tells its argument what share of <paramref name="total"/> it has done anew.</summary>
    internal static void ShowProgress(string title, double total, Action<Action<double>> work) =>
        Errors.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(title), maxValue: total);
                work(task.Increment);
            });

    private static IAnsiConsole Open(TextWriter writer, bool redirected)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        if (redirected)
        {
            console.Profile.Width = WidthOfFiles;
        }

        return console;
    }
}
