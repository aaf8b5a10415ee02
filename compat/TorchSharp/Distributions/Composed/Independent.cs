using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Takes the last dimensions of a distribution's batch into its event. The base is disposed with this one.</summary>
public class Independent : distributions.Distribution
{
    private readonly int _taken;
    private distributions.Distribution _base;

    public Independent(distributions.Distribution base_distribution, int reinterpreted_batch_ndims, Generator? generator = null)
        : base(generator)
    {
        long[] shape = [.. base_distribution.batch_shape.Shape, .. base_distribution.event_shape.Shape];
        int batch = base_distribution.batch_shape.Length - reinterpreted_batch_ndims;
        if (reinterpreted_batch_ndims < 0 || batch < 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(reinterpreted_batch_ndims),
                reinterpreted_batch_ndims,
                $"must be in 0..{base_distribution.batch_shape.Length}, the dimensions of the base's batch.");
        }

        _base = base_distribution;
        _taken = reinterpreted_batch_ndims;
        _init(shape[..batch], shape[batch..]);
    }

    public override Tensor mean => _base.mean;

    public override Tensor mode => _base.mode;

    public override Tensor variance => _base.variance;

    public override Tensor stddev => _base.stddev;

    public override Tensor sample(params long[] sample_shape) => _base.sample(sample_shape);

    public override Tensor rsample(params long[] sample_shape) => _base.rsample(sample_shape);

    public override Tensor log_prob(Tensor value) => WrappedTensorDisposeScope(() =>
        distributions.transforms.Transform._sum_rightmost(_base.log_prob(value), _taken));

    public override Tensor entropy() => WrappedTensorDisposeScope(() =>
        distributions.transforms.Transform._sum_rightmost(_base.entropy(), _taken));

    public override distributions.Distribution expand(Size batch_shape, distributions.Distribution? instance = null)
    {
        Independent expanded = Expanding<Independent>(batch_shape, instance);
        expanded._base = _base.expand(batch_shape + event_shape.Slice(0, _taken));
        return expanded;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _base.Dispose();
        }

        base.Dispose(disposing);
    }
}
