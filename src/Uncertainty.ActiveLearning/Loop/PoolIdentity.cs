using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>What a run's labels belong to, in short texts that can be compared.</summary>
internal static class PoolIdentity
{
    private const int Samples = 64;
    private const int Length = 16;

    /// <summary>The number of inputs and a check sum of some of them, evenly spread.</summary>
    public static string Of(IPool pool)
    {
        int[] indices = [.. Enumerable.Range(0, Math.Min(Samples, pool.Count)).Select(i => (int)((long)i * (pool.Count - 1) / Math.Max(1, Math.Min(Samples, pool.Count) - 1)))];
        using Tensor inputs = pool.Inputs([.. indices.Distinct()]);
        double[] values = PlainNumbers.Of(inputs);
        string check = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(values.AsSpan())))[..Length];
        return $"{pool.Count} inputs [{string.Join(", ", inputs.shape.Skip(1))}], {check}";
    }

    /// <summary>The names, shapes and types of a network's parameters: of what kind it is, whatever its weights.</summary>
    public static string Of(torch.nn.Module<Tensor, Tensor> network)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        StringBuilder text = new();
        long count = 0;
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in network.named_parameters())
        {
            text.Append(name).Append(" [").AppendJoin(", ", parameter.shape).Append("] ").Append(parameter.dtype).Append('\n');
            count += parameter.numel();
        }

        string check = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..Length];
        return $"{count} parameters, {check}";
    }
}
