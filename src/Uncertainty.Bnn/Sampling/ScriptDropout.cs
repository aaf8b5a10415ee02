using System.Runtime.InteropServices;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Finds the dropout modules of a TorchScript network by what they do, since their types cannot be asked for: modules without
/// parameters, buffers or modules below, that give back their input in evaluation mode, and in training mode something else each time.
/// </summary>
internal static class ScriptDropout
{
    private const int Inputs = 64;
    private const int Units = 1024;

    // Dropout1d, 2d and 3d take some ranks only and warn of others: the one that most take comes first.
    private static readonly long[][] Shapes =
    [
        [Inputs, Units, 1, 1],
        [Inputs, Units, 1],
        [Inputs, Units, 1, 1, 1],
        [Inputs, Units],
    ];

    /// <summary>Names of the dropout modules. Modes, running statistics and the random state stay as they are.</summary>
    public static IReadOnlyList<string> In(ScriptModes modes)
    {
        using RandomStateScope random = new(0);
        using IDisposable noGradient = torch.no_grad();
        return
        [
            .. modes.Entries
                .Where(entry => entry.IsLeaf && !entry.HasParameters && entry.Buffers.Count == 0)
                .Where(entry => entry.Module is torch.jit.ScriptModule module && Drops(module))
                .Select(entry => entry.Name),
        ];
    }

    private static bool Drops(torch.jit.ScriptModule module)
    {
        bool training = module.training;
        try
        {
            return Array.Exists(Shapes, shape => Drops(module, shape));
        }
        finally
        {
            module.train(training);
        }
    }

    private static bool Drops(torch.jit.ScriptModule module, long[] shape)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor input = torch.arange(1, (Inputs * Units) + 1, dtype: torch.ScalarType.Float32).reshape(shape);
        module.eval();
        if (Run(module, input) is not { } plain || Differ(plain, input))
        {
            return false;
        }

        module.train();
        return Run(module, input) is { } one && Run(module, input) is { } two && Differ(one, two);
    }

    /// <summary>The output, of the input's shape; null where the module gives something else or cannot be run on such an input.</summary>
    private static Tensor? Run(torch.jit.ScriptModule module, Tensor input)
    {
        try
        {
            return module.call(input.clone()) is Tensor output && output.shape.AsSpan().SequenceEqual(input.shape) ? output : null;
        }
        catch (Exception error) when (error is ExternalException or NotImplementedException)
        {
            // Says that it takes other inputs, or gives another kind of value: the answer to what was asked.
            return null;
        }
    }

    private static bool Differ(Tensor left, Tensor right) => left.ne(right).any().item<bool>();
}
