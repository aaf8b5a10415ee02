using System.Globalization;

namespace Uncertainty.Evaluation;

/// <summary>
/// What a head has to know of each family of <see cref="LocationScaleOutput"/>, in one place: how files name and restore it, and how its raw
/// outputs change with the targets' units.
/// </summary>
internal static class OutputFamilies
{
    private const string FamilyKey = "family";
    private const string TargetsKey = "targets";
    private const string BetaKey = "beta";
    private const string DegreesKey = "degrees_of_freedom";
    private const string Learnt = "learnt";

    private static readonly Family[] All =
    [
        Family.Of<GaussianOutput>(
            "gaussian",
            output => [new(BetaKey, TensorFile.Exact(output.Beta))],
            (file, targets) => new GaussianOutput(targets, file.Number(BetaKey)),
            units => Logarithms(units, 2)),
        Family.Of<FullGaussianOutput>("full_gaussian", _ => [], (_, targets) => new FullGaussianOutput(targets), Factor),
        Family.Of<LaplaceOutput>("laplace", _ => [], (_, targets) => new LaplaceOutput(targets), units => Logarithms(units, 1)),
        Family.Of<StudentTOutput>(
            "student_t",
            output => [new(DegreesKey, output.DegreesOfFreedom is double degrees ? TensorFile.Exact(degrees) : Learnt)],
            (file, targets) => new StudentTOutput(targets, file.Text(DegreesKey) == Learnt ? null : file.Number(DegreesKey)),
            units => Logarithms(units, 1)),
    ];

    /// <summary>What a file says of a family.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Settings(LocationScaleOutput output)
    {
        Family family = Of(output);
        return [new(FamilyKey, family.Name), new(TargetsKey, output.Targets.ToString(CultureInfo.InvariantCulture)), .. family.Settings(output)];
    }

    /// <summary>The family that a file speaks of.</summary>
    /// <exception cref="InvalidDataException">It is not known, or a setting of it is out of range.</exception>
    public static LocationScaleOutput Load(TensorFile file)
    {
        string name = file.Text(FamilyKey);
        Family family = All.FirstOrDefault(entry => entry.Name == name) ?? throw file.Wrong($"its setting '{FamilyKey}' is '{name}', which is not known.");
        return file.Make(() => family.Load(file, file.Count(TargetsKey)));
    }

    /// <summary>
    /// Raw outputs after the means, of targets measured in units, become those of the targets themselves by r' = factor r + shift: both for each
    /// of the K - D columns.
    /// </summary>
    public static (double[] Factors, double[] Shifts) InUnits(LocationScaleOutput output, double[] units)
    {
        (double[] factors, double[] shifts) = Of(output).Units(units);
        int rest = output.Columns - output.Targets - factors.Length;
        return ([.. factors, .. Enumerable.Repeat(1.0, rest)], [.. shifts, .. Enumerable.Repeat(0.0, rest)]);
    }

    private static Family Of(LocationScaleOutput output) => All.First(entry => entry.Type == output.GetType());

    /// <summary>Log-scales (power 1) or log-variances (power 2); what follows them has no unit.</summary>
    private static (double[] Factors, double[] Shifts) Logarithms(double[] units, double power) =>
        (Array.ConvertAll(units, _ => 1.0), Array.ConvertAll(units, unit => power * Math.Log(unit)));

    /// <summary>Log-variances, then what is below the diagonal, row by row: row i is in the unit of target i.</summary>
    private static (double[] Factors, double[] Shifts) Factor(double[] units)
    {
        (double[] factors, double[] shifts) = Logarithms(units, 2);
        double[] below = [.. units.SelectMany((unit, row) => Enumerable.Repeat(unit, row))];
        return ([.. factors, .. below], [.. shifts, .. new double[below.Length]]);
    }

    private sealed record Family(
        string Name,
        Type Type,
        Func<LocationScaleOutput, KeyValuePair<string, string>[]> Settings,
        Func<TensorFile, int, LocationScaleOutput> Load,
        Func<double[], (double[] Factors, double[] Shifts)> Units)
    {
        public static Family Of<T>(
            string name,
            Func<T, KeyValuePair<string, string>[]> settings,
            Func<TensorFile, int, T> load,
            Func<double[], (double[] Factors, double[] Shifts)> units)
            where T : LocationScaleOutput => new(name, typeof(T), output => settings((T)output), load, units);
    }
}
