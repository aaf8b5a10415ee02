using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

public class Dirichlet : distributions.ExponentialFamily
{
    private Tensor concentration;

    public Dirichlet(Tensor concentration, Generator? generator = null)
        : base(generator)
    {
        this.concentration = Own(concentration);
        _init(concentration.shape[..^1], concentration.shape[^1..]);
    }

    public override Tensor mean => WrappedTensorDisposeScope(() => concentration / concentration.sum(-1, true));

    /// <summary>Where all concentrations are below 1 no mode is: there it is the first corner.</summary>
    public override Tensor mode => WrappedTensorDisposeScope(() =>
    {
        Tensor excess = (concentration - 1).clamp(min: 0);
        Tensor inner = excess / excess.sum(-1, true);
        Tensor corner = Aten.Call("one_hot", inner.argmax(-1), concentration.shape[^1]).to_type(inner.dtype);
        return corner.where(concentration.lt(1).all(-1, true), inner);
    });

    public override Tensor variance => WrappedTensorDisposeScope(() =>
    {
        Tensor total = concentration.sum(-1, true);
        return concentration * (total - concentration) / (total.pow(2) * (total + 1));
    });

    protected override IList<Tensor> NaturalParams => [concentration - 1];

    protected override Tensor MeanCarrierMeasure => zeros_like(concentration).sum(-1);

    public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() =>
    {
        Tensor wide = concentration.expand(ExtendedShape(sample_shape));
        Tensor draw = Aten.Call("_sample_dirichlet", wide.detach(), generator);
        if (!wide.requires_grad || !is_grad_enabled())
        {
            return draw;
        }

        // A term of value zero, whose derivative is that of the draw: moving c_j moves x_k by slope_j (1[j = k] - x_k).
        Tensor slope = Aten.Call("_dirichlet_grad", draw, wide.detach(), wide.detach().sum(-1, true).expand_as(wide));
        Tensor shift = slope * (wide - wide.detach());
        return draw + shift - (draw * shift.sum(-1, true));
    });

    public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
        (concentration - 1).xlogy(value).sum(-1) + concentration.sum(-1).lgamma() - concentration.lgamma().sum(-1));

    public override Tensor entropy() => WrappedTensorDisposeScope(() =>
    {
        Tensor total = concentration.sum(-1);
        return concentration.lgamma().sum(-1) - total.lgamma() - ((event_shape[0] - total) * total.digamma())
            - ((concentration - 1) * concentration.digamma()).sum(-1);
    });

    public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
    {
        Dirichlet expanded = Expanding<Dirichlet>(batch_shape, instance);
        expanded.concentration = Widen(concentration, batch_shape, event_shape.Shape);
        return expanded;
    }

    protected override Tensor LogNormalizer(params Tensor[] parameters) => WrappedTensorDisposeScope(() =>
        (parameters[0] + 1).lgamma().sum(-1) - (parameters[0] + 1).sum(-1).lgamma());

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            concentration.Dispose();
        }

        base.Dispose(disposing);
    }
}
