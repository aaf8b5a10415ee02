namespace TorchSharp.Tests;

[TestFixture]
internal sealed class MathsOperatorTests
{
    private static readonly Scalar Three = 3;

    private static readonly OperatorCase[] Operators =
    [
        new("tensor + tensor", (x, y) => x + y, (a, b) => a + b),
        new("tensor - tensor", (x, y) => x - y, (a, b) => a - b),
        new("tensor * tensor", (x, y) => x * y, (a, b) => a * b),
        new("tensor / tensor", (x, y) => x / y, (a, b) => a / b),
        new("tensor % tensor", (x, y) => x % y, (a, b) => a - (b * Math.Floor(a / b))),
        new("- tensor", (x, y) => -x, (a, b) => -a),
        new("tensor + Scalar", (x, y) => x + Three, (a, b) => a + 3),
        new("tensor + int", (x, y) => x + 3, (a, b) => a + 3),
        new("tensor + long", (x, y) => x + 3L, (a, b) => a + 3),
        new("tensor + float", (x, y) => x + 0.5f, (a, b) => a + 0.5),
        new("tensor + double", (x, y) => x + 0.25, (a, b) => a + 0.25),
        new("Scalar + tensor", (x, y) => Three + x, (a, b) => 3 + a),
        new("int + tensor", (x, y) => 3 + x, (a, b) => 3 + a),
        new("long + tensor", (x, y) => 3L + x, (a, b) => 3 + a),
        new("float + tensor", (x, y) => 0.5f + x, (a, b) => 0.5 + a),
        new("double + tensor", (x, y) => 0.25 + x, (a, b) => 0.25 + a),
        new("tensor - Scalar", (x, y) => x - Three, (a, b) => a - 3),
        new("tensor - int", (x, y) => x - 3, (a, b) => a - 3),
        new("tensor - long", (x, y) => x - 3L, (a, b) => a - 3),
        new("tensor - float", (x, y) => x - 0.5f, (a, b) => a - 0.5),
        new("tensor - double", (x, y) => x - 0.25, (a, b) => a - 0.25),
        new("Scalar - tensor", (x, y) => Three - x, (a, b) => 3 - a),
        new("int - tensor", (x, y) => 3 - x, (a, b) => 3 - a),
        new("long - tensor", (x, y) => 3L - x, (a, b) => 3 - a),
        new("float - tensor", (x, y) => 0.5f - x, (a, b) => 0.5 - a),
        new("double - tensor", (x, y) => 0.25 - x, (a, b) => 0.25 - a),
        new("tensor * Scalar", (x, y) => x * Three, (a, b) => a * 3),
        new("tensor * int", (x, y) => x * 3, (a, b) => a * 3),
        new("tensor * long", (x, y) => x * 3L, (a, b) => a * 3),
        new("tensor * float", (x, y) => x * 0.5f, (a, b) => a * 0.5),
        new("tensor * double", (x, y) => x * 0.25, (a, b) => a * 0.25),
        new("Scalar * tensor", (x, y) => Three * x, (a, b) => 3 * a),
        new("int * tensor", (x, y) => 3 * x, (a, b) => 3 * a),
        new("long * tensor", (x, y) => 3L * x, (a, b) => 3 * a),
        new("float * tensor", (x, y) => 0.5f * x, (a, b) => 0.5 * a),
        new("double * tensor", (x, y) => 0.25 * x, (a, b) => 0.25 * a),
        new("tensor / Scalar", (x, y) => x / Three, (a, b) => a / 3),
        new("tensor / int", (x, y) => x / 3, (a, b) => a / 3),
        new("tensor / long", (x, y) => x / 3L, (a, b) => a / 3),
        new("tensor / float", (x, y) => x / 0.5f, (a, b) => a / 0.5),
        new("tensor / double", (x, y) => x / 0.25, (a, b) => a / 0.25),
        new("Scalar / tensor", (x, y) => Three / x, (a, b) => 3 / a),
        new("int / tensor", (x, y) => 3 / x, (a, b) => 3 / a),
        new("long / tensor", (x, y) => 3L / x, (a, b) => 3 / a),
        new("float / tensor", (x, y) => 0.5f / x, (a, b) => 0.5 / a),
        new("double / tensor", (x, y) => 0.25 / x, (a, b) => 0.25 / a),
        new("tensor % Scalar", (x, y) => x % Three, (a, b) => a - (3 * Math.Floor(a / 3))),
        new("tensor % int", (x, y) => x % 3, (a, b) => a - (3 * Math.Floor(a / 3))),
        new("tensor % double", (x, y) => x % 0.75, (a, b) => a - (0.75 * Math.Floor(a / 0.75))),
        new("tensor == tensor", (x, y) => x == y, (a, b) => a == b ? 1 : 0),
        new("tensor != tensor", (x, y) => x != y, (a, b) => a != b ? 1 : 0),
        new("tensor < tensor", (x, y) => x < y, (a, b) => a < b ? 1 : 0),
        new("tensor <= tensor", (x, y) => x <= y, (a, b) => a <= b ? 1 : 0),
        new("tensor > tensor", (x, y) => x > y, (a, b) => a > b ? 1 : 0),
        new("tensor >= tensor", (x, y) => x >= y, (a, b) => a >= b ? 1 : 0),
        new("tensor == number", (x, y) => x == 1.5, (a, b) => a == 1.5 ? 1 : 0),
        new("tensor != number", (x, y) => x != 1.5, (a, b) => a != 1.5 ? 1 : 0),
        new("tensor < number", (x, y) => x < 0, (a, b) => a < 0 ? 1 : 0),
        new("tensor <= number", (x, y) => x <= 1.5, (a, b) => a <= 1.5 ? 1 : 0),
        new("tensor > number", (x, y) => x > 0, (a, b) => a > 0 ? 1 : 0),
        new("tensor >= number", (x, y) => x >= 1.5f, (a, b) => a >= 1.5 ? 1 : 0),
        new("number == tensor", (x, y) => 1.5 == x, (a, b) => a == 1.5 ? 1 : 0),
        new("number < tensor", (x, y) => 0 < x, (a, b) => 0 < a ? 1 : 0),
        new("number <= tensor", (x, y) => 1.5 <= x, (a, b) => 1.5 <= a ? 1 : 0),
        new("number > tensor", (x, y) => 0 > x, (a, b) => 0 > a ? 1 : 0),
        new("number >= tensor", (x, y) => 1.5 >= x, (a, b) => 1.5 >= a ? 1 : 0),
    ];

    [TestCaseSource(nameof(Operators))]
    public void Operator_EachElement_IsThatOfTheNumbers(OperatorCase operation)
    {
        double[] left = [-2.5, 1.5, 0.5, 7];
        double[] right = [1.25, 1.5, -2, 3];
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor result = operation.OnTensors(torch.tensor(left), torch.tensor(right)).to_type(torch.ScalarType.Float64);
        double[] expected = [.. left.Zip(right, operation.OnNumbers)];
        Assert.That(result.data<double>().ToArray(), Is.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void Operator_OfIntegersAndANumber_KeepsOrPromotesTheType()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor x = torch.tensor(new long[] { 1, 2, 4 });
        Assert.That((x + 1).dtype, Is.EqualTo(torch.ScalarType.Int64));
        Assert.That((x * 0.5).dtype, Is.EqualTo(torch.ScalarType.Float32));
        Assert.That((x / 2).dtype, Is.EqualTo(torch.ScalarType.Float32));
        Assert.That((1 - x).data<long>().ToArray(), Is.EqualTo(new long[] { 0, -1, -3 }));
        Assert.That((x % 3).data<long>().ToArray(), Is.EqualTo(new long[] { 1, 2, 1 }));
    }

    [Test]
    public void Operator_Float32AndADouble_StaysFloat32()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor x = torch.ones(new long[] { 2 });
        Assert.That((x * 0.1).dtype, Is.EqualTo(torch.ScalarType.Float32));
        Assert.That((1.0 / x).dtype, Is.EqualTo(torch.ScalarType.Float32));
    }

    [Test]
    public void LogicalOperators_OfTruthValues_CombineThem()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor a = torch.tensor(new[] { false, false, true, true });
        torch.Tensor b = torch.tensor(new[] { false, true, false, true });
        Assert.That((a & b).data<bool>().ToArray(), Is.EqualTo(new[] { false, false, false, true }));
        Assert.That((a | b).data<bool>().ToArray(), Is.EqualTo(new[] { false, true, true, true }));
        Assert.That((a ^ b).data<bool>().ToArray(), Is.EqualTo(new[] { false, true, true, false }));
        Assert.That((~a).data<bool>().ToArray(), Is.EqualTo(new[] { true, true, false, false }));
    }

    [Test]
    public void BitwiseOperators_OfIntegers_WorkOnBits()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor a = torch.tensor(new long[] { 12, 5 });
        torch.Tensor b = torch.tensor(new long[] { 10, 1 });
        Assert.That((a & b).data<long>().ToArray(), Is.EqualTo(new long[] { 8, 1 }));
        Assert.That((a | b).data<long>().ToArray(), Is.EqualTo(new long[] { 14, 5 }));
        Assert.That((a ^ b).data<long>().ToArray(), Is.EqualTo(new long[] { 6, 4 }));
        Assert.That((~a).data<long>().ToArray(), Is.EqualTo(new long[] { -13, -6 }));
        Assert.That(a.bitwise_left_shift(torch.tensor(new long[] { 1, 2 })).data<long>().ToArray(), Is.EqualTo(new long[] { 24, 20 }));
        Assert.That(a.bitwise_right_shift(torch.tensor(new long[] { 1, 2 })).data<long>().ToArray(), Is.EqualTo(new long[] { 6, 1 }));
    }

    internal sealed record OperatorCase(
        string Name, Func<torch.Tensor, torch.Tensor, torch.Tensor> OnTensors, Func<double, double, double> OnNumbers)
    {
        public override string ToString() => Name;
    }
}
