using System.CommandLine;
using System.Diagnostics;
using Benchmarks;
using static TorchSharp.torch;

namespace SamplingSpeed;

/// <summary>What S draws from a posterior cost, beside one pass and beside what a user would write.</summary>
internal static class Program
{
    private static readonly Option<int> ThreadsOption = new("--threads")
    {
        Description = "Threads of every side. Default: as many as the machine has processors.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private static readonly Option<int[]> DrawsOption = new("--draws")
    {
        Description = "The numbers of draws S to measure. Default: 10 20 50 100.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string[]> ModelsOption = new("--models")
    {
        Description = "The networks to measure. Default: all.",
        AllowMultipleArgumentsPerToken = true,
    };

    internal static int Main(string[] args)
    {
        ModelsOption.AcceptOnlyFromAmong(Workload.LeNetKey, Workload.MlpKey, Workload.VggKey, Workload.ResNetKey);
        ThreadsOption.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--threads must be at least 1.");
            }
        });
        DrawsOption.Validators.Add(result =>
        {
            if ((result.GetValueOrDefault<int[]>() ?? []).Any(draws => draws < 1))
            {
                result.AddError("--draws must be at least 1.");
            }
        });
        return BenchCommand.Run(
            "Times Monte Carlo dropout and BatchNorm of several networks: pass by pass, replicated, by the library, and in Python.",
            args,
            [ThreadsOption, DrawsOption, ModelsOption],
            (quick, parsed) =>
                Measure(new Settings(
                    quick, parsed.GetValue(ThreadsOption), parsed.GetValue(DrawsOption) ?? [], parsed.GetValue(ModelsOption) ?? [])));
    }

    private static void Measure(Settings settings)
    {
        Threads.Use(settings.Threads);
        List<string> notes = [];
        using PythonPeer? python = PythonPeer.TryStart(settings.Threads, notes);
        using Process own = Process.GetCurrentProcess();
        List<Process> sides = python is null ? [own] : [own, python.Process.Process];
        new Processors().Place(sides, settings.Threads < Environment.ProcessorCount ? settings.Threads : null);
        notes.Add(
            $"{settings.Threads} of {Environment.ProcessorCount} processors for every side; torch: C# {__version__}"
            + (python is null ? "" : $", {PythonPeer.Name} {python.Process.Torch}"));
        BenchReport report = new(nameof(SamplingSpeed));
        DropoutPart.Run(settings, python, report, notes);
        BatchNormPart.Run(settings, report);
        report.Write();
    }
}
