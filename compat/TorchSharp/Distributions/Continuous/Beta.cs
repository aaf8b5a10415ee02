using static TorchSharp.torch;

namespace TorchSharp.Modules;

public class Beta : distributions.ExponentialFamily
{
    protected Dirichlet dirichlet;
    private Tensor concentration1;
    private Tensor concentration0;

    public Beta(Tensor concentration1, Tensor concentration0, Generator? generator = null)
        : base(generator)
    {
        (this.concentration1, this.concentration0) = Own(concentration1, concentration0);
        dirichlet = Pair(this.concentration1, this.concentration0, generator);
        batch_shape = dirichlet.batch_shape;
    }

    public override Tensor mean => WrappedTensorDisposeScope(() => concentration1 / (concentration1 + concentration0));

    public override Tensor mode => WrappedTensorDisposeScope(() => dirichlet.mode.select(-1, 0));

    public override Tensor variance => WrappedTensorDisposeScope(() =>
    {
        Tensor total = concentration1 + concentration0;
        return concentration1 * concentration0 / (total.pow(2) * (total + 1));
    });

    protected override IList<Tensor> NaturalParams => [concentration1, concentration0];

    protected override Tensor MeanCarrierMeasure => WrappedTensorDisposeScope(() =>
    {
        Tensor all = (concentration1 + concentration0).digamma();
        return (2 * all) - concentration1.digamma() - concentration0.digamma();
    });

    public override Tensor rsample(params long[] sample_shape) => WrappedTensorDisposeScope(() =>
        dirichlet.rsample(sample_shape).select(-1, 0));

    public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
        dirichlet.log_prob(stack([value, 1.0 - value], -1)));

    public override Tensor entropy() => dirichlet.entropy();

    public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
    {
        Beta expanded = Expanding<Beta>(batch_shape, instance);
        expanded.concentration1 = Widen(concentration1, batch_shape);
        expanded.concentration0 = Widen(concentration0, batch_shape);
        expanded.dirichlet = Pair(expanded.concentration1, expanded.concentration0, generator);
        return expanded;
    }

    protected override Tensor LogNormalizer(params Tensor[] parameters) => WrappedTensorDisposeScope(() =>
        parameters[0].lgamma() + parameters[1].lgamma() - (parameters[0] + parameters[1]).lgamma());

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            dirichlet.Dispose();
            concentration1.Dispose();
            concentration0.Dispose();
        }

        base.Dispose(disposing);
    }

    private static Dirichlet Pair(Tensor first, Tensor second, Generator? generator)
    {
        using Tensor both = stack([first, second], -1);
        return new Dirichlet(both, generator);
    }
}
