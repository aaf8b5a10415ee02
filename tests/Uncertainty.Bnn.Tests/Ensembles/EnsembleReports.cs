namespace Uncertainty.Bnn.Tests.Ensembles;

/// <summary>Hands on each report at once, on the thread that made it.</summary>
internal sealed class EnsembleReports(Action<EnsembleProgress> report) : IProgress<EnsembleProgress>
{
    public void Report(EnsembleProgress value) => report(value);
}
