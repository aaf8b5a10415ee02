using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Benchmarks;

/// <summary>LeNet-5 for [N, 1, 28, 28] images: two convolutions with pooling, then 400-120-84-10, with ReLU.</summary>
internal sealed class LeNet5 : Module<Tensor, Tensor>
{
    internal const int Classes = 10;

    private readonly Conv2d _conv1 = Conv2d(1, 6, 5, padding: 2);
    private readonly Conv2d _conv2 = Conv2d(6, 16, 5);
    private readonly Linear _fc1 = Linear(400, 120);
    private readonly Linear _fc2 = Linear(120, 84);
    private readonly Linear _fc3 = Linear(84, Classes);

    internal LeNet5()
        : base(nameof(LeNet5)) =>
        RegisterComponents();

    public override Tensor forward(Tensor input)
    {
        Tensor x = functional.max_pool2d(functional.relu(_conv1.call(input)), 2);
        x = functional.max_pool2d(functional.relu(_conv2.call(x)), 2);
        x = x.flatten(1);
        x = functional.relu(_fc1.call(x));
        x = functional.relu(_fc2.call(x));
        return _fc3.call(x);
    }
}
