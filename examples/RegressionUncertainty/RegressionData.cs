using UciRegression.Data;
using static TorchSharp.torch;
using Rows = UciRegression.Data.Examples;

namespace RegressionUncertainty;

/// <summary>What is to be learnt.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Target">What is predicted, with its unit.</param>
/// <param name="Train">Rows to train on.</param>
/// <param name="Calibration">Rows to calibrate intervals with.</param>
/// <param name="Test">Rows to test on.</param>
internal sealed record RegressionData(string Name, string Target, Rows Train, Rows Calibration, Rows Test)
{
    /// <summary>The sets that can be read, with what is predicted.</summary>
    public static readonly IReadOnlyDictionary<string, string> Targets = new Dictionary<string, string>
    {
        ["concrete"] = "compressive strength, MPa",
        ["energy"] = "heating load, kWh/m²",
        ["power-plant"] = "electrical output, MW",
        ["yacht"] = "resistance of the hull",
    };

    private const int ForCalibration = 5;

    /// <summary>Networks learn best what has mean 0 and standard deviation 1, of the rows to train on.</summary>
    public Standardization Scale { get; } = new(Train);

    /// <summary>Reads a set in its first published split, of whose training rows every fifth is put aside for calibration.</summary>
    public static RegressionData Load(string folder, string name)
    {
        UciSet set = UciSet.Load(folder, name);
        Rows rows = set.Train(0);
        ILookup<bool, int> parts = Enumerable.Range(0, rows.Count).ToLookup(row => row % ForCalibration == 0);
        return new RegressionData($"UCI {name}", Targets[name], rows.Pick(parts[false]), rows.Pick(parts[true]), set.Test(0));
    }

    /// <summary>[N, D] standardised inputs; the caller's.</summary>
    public Tensor Inputs(Rows rows) => tensor(Scale.Inputs(rows), [rows.Count, rows.Features]);

    /// <summary>[N, 1] standardised targets; the caller's.</summary>
    public Tensor Standardised(Rows rows) => tensor(Scale.Targets(rows), [rows.Count, 1]);
}
