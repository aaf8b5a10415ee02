namespace TorchSharp.Tests;

/// <summary>
/// Runs a function on a case's inputs (<c>input0</c>, <c>input1</c>, ...) in double precision and compares its value, and the
/// gradients of the sum of value · (1, 2, 3, ...) where the case has them (<c>gradient0</c>, ...).
/// </summary>
internal static class MathsOracle
{
    private static readonly Oracle Values = Oracle.Load("maths.csv");

    public static IEnumerable<string> Cases(string family) =>
        Values.Cases.Where(name => name.StartsWith(family + ".", StringComparison.Ordinal));

    public static torch.Tensor Input(string @case, int index) => Values.Tensor(@case, $"input{index}", torch.ScalarType.Float64);

    public static void AssertValue(string @case, torch.Tensor value) =>
        Values.AssertMatches(@case, "value", value, relative: 1e-7, absolute: 1e-8);

    public static void AssertMatches(string @case, Func<torch.Tensor[], torch.Tensor> function)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        int count = Values.Names(@case).Count(name => name.StartsWith("input", StringComparison.Ordinal));
        torch.Tensor[] inputs = [.. Enumerable.Range(0, count).Select(i => Input(@case, i).requires_grad_())];
        torch.Tensor value = function(inputs);
        AssertValue(@case, value);

        int[] wanted = [.. Enumerable.Range(0, count).Where(i => Values.Has(@case, $"gradient{i}"))];
        if (wanted.Length == 0)
        {
            return;
        }

        torch.Tensor weights = torch.arange(1, value.numel() + 1, torch.ScalarType.Float64).reshape(value.shape);
        IList<torch.Tensor> gradients = torch.autograd.grad(
            new List<torch.Tensor> { value }, wanted.Select(i => inputs[i]).ToList(), new List<torch.Tensor> { weights });
        for (int i = 0; i < wanted.Length; i++)
        {
            Values.AssertMatches(@case, $"gradient{wanted[i]}", gradients[i], relative: 1e-6, absolute: 1e-7);
        }
    }
}
