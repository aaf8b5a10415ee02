using TorchSharp;
using TorchSharp.Modules;
using UciRegression.Data;
using UciRegression.Training;
using Uncertainty.Bnn;
using static TorchSharp.torch;

namespace UciRegression.BatchNormGrid;

/// <summary>Trains the network with half the mean square error, in whole batches; what is left over at an epoch's end is left out.</summary>
internal sealed class BatchNormTrainer : IDisposable
{
    private readonly Tensor _inputs;
    private readonly Tensor _targets;
    private readonly int[] _rows;
    private readonly int _batchSize;
    private readonly ScalarRandom _order;
    private readonly optim.Optimizer _optimizer;

    internal BatchNormTrainer(Examples train, Standardization units, int batchSize, double weightDecay, long seed)
    {
        _inputs = tensor(units.Inputs(train), [train.Count, train.Features]).DetachFromDisposeScope();
        _targets = tensor(units.Targets(train), [train.Count, 1]).DetachFromDisposeScope();
        _rows = [.. Enumerable.Range(0, train.Count)];
        _batchSize = batchSize;
        _order = new ScalarRandom(Seeds.Derive(seed, 0));
        using RandomStateScope random = new(Seeds.Derive(seed, 1));
        Network = BatchNormNetwork.Make(train.Features);
        _optimizer = BatchNormNetwork.Optimizer(Network, weightDecay);
    }

    internal Sequential Network { get; }

    internal void Epoch()
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor inputs, Tensor targets) = Shuffled();
        Network.train();
        for (int start = 0; start + _batchSize <= _rows.Length; start += _batchSize)
        {
            using DisposeScope step = NewDisposeScope();
            Tensor errors = Network.call(inputs.narrow(0, start, _batchSize)) - targets.narrow(0, start, _batchSize);
            Tensor loss = errors.square().mean() * 0.5;
            _optimizer.zero_grad();
            loss.backward();
            _optimizer.step();
        }
    }

    /// <summary>Random batches of training inputs, of the size that is trained with; each lives until the next one is asked for.</summary>
    internal IEnumerable<Tensor> Batches()
    {
        while (true)
        {
            _order.Shuffle(_rows);
            using Tensor rows = tensor(Array.ConvertAll(_rows[.._batchSize], row => (long)row));
            using Tensor batch = _inputs.index_select(0, rows);
            yield return batch;
        }
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        Network.Dispose();
        _inputs.Dispose();
        _targets.Dispose();
    }

    private (Tensor Inputs, Tensor Targets) Shuffled()
    {
        _order.Shuffle(_rows);
        Tensor rows = tensor(Array.ConvertAll(_rows, row => (long)row));
        return (_inputs.index_select(0, rows), _targets.index_select(0, rows));
    }
}
