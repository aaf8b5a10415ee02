using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

public sealed class Tanhshrink : ParameterLessModule<Tensor, Tensor>
{
    internal Tanhshrink(bool inplace)
        : base(nameof(Tanhshrink)) =>
        this.inplace = inplace;

    public bool inplace { get; set; }

    public override Tensor forward(Tensor tensor) => functional.tanhshrink(tensor, inplace);
}

public sealed class Hardshrink : ParameterLessModule<Tensor, Tensor>
{
    internal Hardshrink(double lambda)
        : base(nameof(Hardshrink)) =>
        this.lambda = lambda;

    public double lambda { get; set; }

    public override Tensor forward(Tensor tensor) => functional.hardshrink(tensor, lambda);
}

public sealed class Softshrink : ParameterLessModule<Tensor, Tensor>
{
    internal Softshrink(double lambda)
        : base(nameof(Softshrink)) =>
        this.lambda = lambda;

    public double lambda { get; set; }

    public override Tensor forward(Tensor tensor) => functional.softshrink(tensor, lambda);
}
