using System.Globalization;

namespace Uncertainty.Bnn;

/// <summary>What saved samples keep of the chain's options.</summary>
internal static class MarkovChainFiles
{
    private const string Chain = "chain";
    private const string Langevin = "langevin";
    private const string Hamiltonian = "hamiltonian";
    private const string Schedule = "schedule";
    private const string Constant = "constant";
    private const string Polynomial = "polynomial";
    private const string Cyclical = "cyclical";

    public static IEnumerable<KeyValuePair<string, string>> Settings(MarkovChainOptions options) =>
    [
        new(Chain, options is StochasticGradientLangevinOptions ? Langevin : Hamiltonian),
        new("momentum", TensorFile.Exact(options.Inertia)),
        new("steps", Whole(options.Steps)),
        new("burn_in", Whole(options.BurnIn)),
        new("prior_precision", TensorFile.Exact(options.PriorPrecision)),
        new("temperature", TensorFile.Exact(options.Temperature)),
        new("learning_rate", TensorFile.Exact(options.Schedule.LearningRate)),
        .. options.Schedule switch
        {
            PolynomialSchedule schedule => (KeyValuePair<string, string>[])
            [
                new(Schedule, Polynomial), new("delay", TensorFile.Exact(schedule.Delay)), new("power", TensorFile.Exact(schedule.Power)),
            ],
            CyclicalSchedule schedule =>
            [
                new(Schedule, Cyclical), new("cycles", Whole(schedule.Cycles)), new("exploration", TensorFile.Exact(schedule.Exploration)),
            ],
            _ => [new(Schedule, Constant)],
        },
        .. SamplingFiles.Settings(options, options.Draws, options.Seed),
    ];

    /// <summary>The options that a file was saved with.</summary>
    /// <exception cref="InvalidDataException">It has none, or others than are known.</exception>
    public static MarkovChainOptions Options(TensorFile file) => file.Make(() =>
    {
        MarkovChainOptions chain = file.Text(Chain) switch
        {
            Langevin => new StochasticGradientLangevinOptions(),
            Hamiltonian => new StochasticGradientHamiltonianMonteCarloOptions { Momentum = file.Number("momentum") },
            string other => throw file.Wrong($"its chain '{other}' is not known."),
        };
        return SamplingFiles.Common(file, chain with
        {
            Steps = file.Count("steps"),
            BurnIn = file.Integer("burn_in") is 0 ? 0 : file.Count("burn_in"),
            PriorPrecision = file.Number("prior_precision"),
            Temperature = file.Number("temperature"),
            Schedule = Rates(file),
            Draws = file.Count(SamplingFiles.Draws),
            Seed = file.Integer(SamplingFiles.Seed),
        });
    });

    private static LearningRateSchedule Rates(TensorFile file)
    {
        LearningRateSchedule schedule = file.Text(Schedule) switch
        {
            Constant => new ConstantSchedule(),
            Polynomial => new PolynomialSchedule { Delay = file.Number("delay"), Power = file.Number("power") },
            Cyclical => new CyclicalSchedule { Cycles = file.Count("cycles"), Exploration = file.Number("exploration") },
            string other => throw file.Wrong($"its schedule '{other}' is not known."),
        };
        return schedule with { LearningRate = file.Number("learning_rate") };
    }

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
