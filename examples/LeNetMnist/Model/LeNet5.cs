using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LeNetMnist.Model;

/// <summary>
/// LeNet-5 with ReLU, max pooling and dropout in its head, from [N, 1, 28, 28] images to [N, 10] logits, or another number of outputs.
/// LeCun et al., "Gradient-Based Learning Applied to Document Recognition", Proceedings of the IEEE 1998, figure 2.
/// </summary>
internal sealed class LeNet5 : Module<Tensor, Tensor>
{
    private readonly Sequential _features;
    private readonly Sequential _classifier;

    public LeNet5(double dropout = 0.5, int outputs = 10)
        : base(nameof(LeNet5))
    {
        _features = Sequential(
            ("conv1", Conv2d(1, 20, 5, padding: 2)),
            ("relu1", ReLU()),
            ("pool1", MaxPool2d(2)),
            ("conv2", Conv2d(20, 50, 5)),
            ("relu2", ReLU()),
            ("pool2", MaxPool2d(2)),
            ("flatten", Flatten()));
        _classifier = Sequential(
            ("fc1", Linear(50 * 5 * 5, 256)),
            ("relu3", ReLU()),
            ("dropout1", Dropout(dropout)),
            ("fc2", Linear(256, 84)),
            ("relu4", ReLU()),
            ("dropout2", Dropout(dropout)),
            ("fc3", Linear(84, outputs)));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using Tensor features = _features.call(input);
        return _classifier.call(features);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _features.Dispose();
            _classifier.Dispose();
        }

        base.Dispose(disposing);
    }
}
