using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

/// <summary>x * scale + shift, with a buffer: a module of plain fields.</summary>
internal sealed class Affine : nn.Module<Tensor, Tensor>
{
    private readonly Parameter _scale;
    private readonly Parameter _shift;
    private readonly Tensor _offset;

    internal Affine(double scale = 2, double shift = 1)
        : base("Affine")
    {
        _scale = nn.Parameter(full(new long[] { 1 }, scale));
        _shift = nn.Parameter(full(new long[] { 1 }, shift));
        _offset = zeros(1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using Tensor scaled = input.mul(_scale);
        using Tensor shifted = scaled.add(_shift);
        return shifted.add(_offset);
    }
}

/// <summary>A network as users write them: layers in fields, some of them in a row.</summary>
internal sealed class Net : nn.Module<Tensor, Tensor>
{
    private readonly Linear _first = nn.Linear(4, 3);
    private readonly Sequential _rest = nn.Sequential(nn.ReLU(), nn.Linear(3, 2));
    private readonly Affine _last = new();

    internal Net()
        : base("Net") => RegisterComponents();

    public override Tensor forward(Tensor input)
    {
        using Tensor hidden = _first.call(input);
        using Tensor output = _rest.call(hidden);
        return _last.call(output);
    }
}

/// <summary>The sum of two to six inputs.</summary>
internal sealed class Sum2() : nn.Module<Tensor, Tensor, Tensor>("Sum2")
{
    public override Tensor forward(Tensor input1, Tensor input2) => input1.add(input2);
}

internal sealed class Sum3() : nn.Module<Tensor, Tensor, Tensor, Tensor>("Sum3")
{
    public override Tensor forward(Tensor input1, Tensor input2, Tensor input3)
    {
        using Tensor sum = input1.add(input2);
        return sum.add(input3);
    }
}

internal sealed class Sum6() : nn.Module<Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor>("Sum6")
{
    public override Tensor forward(Tensor input1, Tensor input2, Tensor input3, Tensor input4, Tensor input5, Tensor input6)
    {
        using Tensor all = stack(new List<Tensor> { input1, input2, input3, input4, input5, input6 }, 0);
        return all.sum(0L);
    }
}

internal static class TensorReading
{
    internal static float[] ToFloats(this Tensor tensor)
    {
        using Tensor plain = tensor.detach();
        using Tensor dense = plain.to_type(ScalarType.Float32).contiguous();
        return dense.data<float>().ToArray();
    }

    internal static Tensor Vector(params float[] values) => tensor(values);
}
