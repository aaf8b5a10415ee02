using static TorchSharp.torch;
using static TorchSharp.torch.distributions;

namespace TorchSharp.Modules;

/// <summary>The distribution of a transformed variable. The base is disposed with this one.</summary>
public class TransformedDistribution : Distribution
{
    protected Distribution base_distribution = null!;
    private transforms.Transform[] _transforms = [];

    public TransformedDistribution(Generator? generator = null)
        : base(generator)
    {
    }

    public TransformedDistribution(Distribution base_distribution, transforms.Transform transform, Generator? generator = null)
        : this(base_distribution, [transform], generator)
    {
    }

    public TransformedDistribution(
        Distribution base_distribution, IEnumerable<transforms.Transform> transforms, Generator? generator = null)
        : base(generator) => _init(base_distribution, [.. transforms]);

    public override Tensor mean => throw new NotImplementedException($"{GetType().Name} has no mean in closed form.");

    public override Tensor variance => throw new NotImplementedException($"{GetType().Name} has no variance in closed form.");

    public override Tensor sample(params long[] sample_shape)
    {
        using IDisposable without = no_grad();
        return WrappedTensorDisposeScope(() => Transformed(base_distribution.sample(sample_shape)));
    }

    public override Tensor rsample(params long[] sample_shape) =>
        WrappedTensorDisposeScope(() => Transformed(base_distribution.rsample(sample_shape)));

    public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
    {
        int dimensions = event_shape.Length;
        Tensor y = value;
        Tensor? jacobian = null;
        foreach (transforms.Transform transform in _transforms.Reverse())
        {
            Tensor x = transform._inverse(y);
            dimensions += transform.domain.event_dim - transform.codomain.event_dim;
            Tensor term = transforms.Transform._sum_rightmost(
                transform.log_abs_det_jacobian(x, y), dimensions - transform.domain.event_dim);
            jacobian = jacobian is null ? term : jacobian + term;
            y = x;
        }

        Tensor log = transforms.Transform._sum_rightmost(
            base_distribution.log_prob(y), dimensions - base_distribution.event_shape.Length);
        return jacobian is null ? log : log - jacobian;
    });

    public override Tensor entropy() => throw new NotImplementedException($"{GetType().Name} has no entropy in closed form.");

    public override Tensor cdf(Tensor value) => WrappedTensorDisposeScope(() =>
    {
        Tensor x = _transforms.Reverse().Aggregate(value, (y, transform) => transform._inverse(y));
        return Rising(base_distribution.cdf(x));
    });

    public override Tensor icdf(Tensor value) => WrappedTensorDisposeScope(() =>
        Transformed(base_distribution.icdf(Rising(value))));

    public override Distribution expand(Size batch_shape, Distribution? instance = null)
    {
        TransformedDistribution expanded = Expanding<TransformedDistribution>(batch_shape, instance);
        long[] inner = Whole().inverse_shape([.. batch_shape.Shape, .. event_shape.Shape]);
        expanded._transforms = _transforms;
        expanded.base_distribution = base_distribution.expand(inner[..^base_distribution.event_shape.Length]);
        return expanded;
    }

    protected void _init(Distribution base_distribution, transforms.Transform[] transforms)
    {
        _transforms = transforms;
        distributions.transforms.ComposeTransform whole = Whole();
        int domain = whole.domain.event_dim;
        int inner = base_distribution.event_shape.Length;
        long[] given = [.. base_distribution.batch_shape.Shape, .. base_distribution.event_shape.Shape];
        if (given.Length < domain)
        {
            throw new ArgumentException(
                $"The transforms take values of {domain} dimensions; the base has {given.Length}.", nameof(base_distribution));
        }

        long[] shape = whole.forward_shape(given);
        long[] needed = whole.inverse_shape(shape);
        if (!needed.AsSpan().SequenceEqual(given))
        {
            base_distribution = base_distribution.expand(needed[..^inner]);
        }

        this.base_distribution = domain > inner ? new Independent(base_distribution, domain - inner) : base_distribution;
        int events = whole.codomain.event_dim + Math.Max(inner - domain, 0);
        _init(shape[..^events], shape[^events..]);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            base_distribution?.Dispose();
        }

        base.Dispose(disposing);
    }

    private transforms.ComposeTransform Whole() => new(_transforms);

    private Tensor Transformed(Tensor x) => _transforms.Aggregate(x, (value, transform) => transform.forward(value));

    // Falling transforms turn the distribution function over.
    private Tensor Rising(Tensor probability) => (Whole().sign * (probability - 0.5)) + 0.5;
}
