using static TorchSharp.torch;

namespace Benchmarks;

/// <summary>LeNet-5 with Adam and cross entropy on one random batch that is the same on every run.</summary>
internal sealed class LeNetTraining : IDisposable
{
    private readonly LeNet5 _model;
    private readonly optim.Optimizer _optimizer;
    private readonly Tensor _images;
    private readonly Tensor _labels;

    internal LeNetTraining(int batch)
    {
        manual_seed(0);
        _model = new LeNet5();
        _optimizer = optim.Adam(_model.parameters());
        _images = rand(batch, 1, 28, 28);
        _labels = randint(0, LeNet5.Classes, batch);
    }

    /// <summary>One training step; the temporaries stay with the caller's dispose scope, if there is one. Returns the loss.</summary>
    internal Tensor Step()
    {
        _optimizer.zero_grad();
        Tensor logits = _model.call(_images);
        Tensor loss = nn.functional.cross_entropy(logits, _labels);
        loss.backward();
        _optimizer.step();
        return loss;
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _model.Dispose();
        _images.Dispose();
        _labels.Dispose();
    }
}
