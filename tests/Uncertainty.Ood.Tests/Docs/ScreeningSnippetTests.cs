using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Uncertainty.Ood.Tests.Docs;

/// <summary>The code of docs/methods/ood-screening.md, as it stands there.</summary>
[TestFixture]
internal sealed class ScreeningSnippetTests
{
    [Test]
    public void ScreeningPage()
    {
        using ToyProblem toy = new();
        Module<Tensor, Tensor> network = toy.Network;
        EnergyDetector detector = new(network);
        string path = Path.GetTempFileName();
        using DisposeScope scope = NewDisposeScope();
        Tensor heldOut = toy.Inliers.narrow(0, 0, 60);
        Tensor[] incoming = [.. toy.Inliers.narrow(0, 60, 30).unbind(0), .. toy.Outliers.unbind(0), ones(2)];
        try
        {
            using Tensor calibration = detector.Score(heldOut);                      // [n] scores of inliers that nothing was fitted on
            OodThreshold threshold = OodThreshold.AtFalseAlarmRate(calibration.data<double>().ToArray(), rate: 0.05);
            OodScreen screen = new(network, detector, threshold);

            foreach (ScreenedInput input in screen.Screen(incoming))                 // single inputs, without end if need be
            {
                string answer = input.Verdict switch
                {
                    ScreenVerdict.Accepted => $"class {input.PredictedClass}",
                    ScreenVerdict.Flagged => $"not asked: p-value {input.PValue:F3}",
                    _ => $"no input: {input.Error!.Message}",
                };
                Console.WriteLine($"{input.Index}: {answer}");
            }

            ScreenCounts counts = screen.Counts;                                      // accepted, flagged, failed
            bool drifted = screen.Drift.RaisedAt is not null;
            threshold.Save(path);                                                     // and detector.Save, where it has files

            Assert.That(counts.Failed, Is.EqualTo(1));
            Assert.That(counts.Flagged, Is.GreaterThan(80));
            Assert.That(drifted, Is.True);
            Assert.That(OodThreshold.Load(path).Value, Is.EqualTo(threshold.Value));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
