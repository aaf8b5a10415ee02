using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Ood.Tests.Reference;

internal static partial class ReferenceFunctions
{
    static partial void AddLogits(Dictionary<string, Func<ReferenceCase, object>> functions)
    {
        functions.Add("ood.msp", c => InScope(() => Turned(LogitScores.MaxProbability(Input(c, "logits")))));
        functions.Add("ood.msp_temperature", c => InScope(() => Values.Of(LogitScores.MaxProbability(Input(c, "logits"), c.Number("T")))));
        functions.Add("ood.max_logit", c => InScope(() => Turned(LogitScores.MaxLogit(Input(c, "logits")))));
        functions.Add("ood.energy", c => InScope(() => Turned(LogitScores.Energy(Input(c, "logits"), c.Number("T")))));
        functions.Add("ood.entropy", c => InScope(() => Values.Of(LogitScores.Entropy(Input(c, "logits")))));
        functions.Add("ood.generalised_entropy", c => InScope(() =>
            Turned(LogitScores.GeneralisedEntropy(Input(c, "logits"), c.Number("gamma"), c.WholeNumber("M")))));
        functions.Add("ood.kl_matching", c => InScope(() =>
        {
            using nn.Module<Tensor, Tensor> network = nn.Identity();
            using KlMatchingDetector detector = KlMatchingDetector.Fit(network, Input(c, "train_logits").split(7));
            return Turned(detector.Score(Input(c, "logits")));
        }));
    }
}
