using TorchSharp;
using static TorchSharp.torch;

namespace Uncertainty.Ood.Tests;

/// <summary>The logits of a classifier, and beside them its largest logit less a number as the raw output of a confidence. [N, 4] → [N, 4].</summary>
internal sealed class ConfidenceNetwork : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> _classifier;

    public ConfidenceNetwork(nn.Module<Tensor, Tensor> classifier)
        : base(nameof(ConfidenceNetwork))
    {
        _classifier = classifier;
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = _classifier.call(input);
        return cat([logits, logits.amax([1], keepdim: true) - 4], 1).MoveToOuterDisposeScope();
    }
}
