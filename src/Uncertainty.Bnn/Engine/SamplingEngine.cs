using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Runs S draws of a network: what comes before the first random layer once for a chunk of inputs, the rest once for each draw, without
/// what the draw leaves out.
/// </summary>
internal sealed class SamplingEngine(
    torch.nn.Module<Tensor, Tensor> network, IReadOnlyList<ChainLink> links, IRandomLayers random, SamplingOptions options)
{
    private readonly Dictionary<string, long> _bytesByShape = [];

    /// <summary>What runs how, in words.</summary>
    public string Explain(string title)
    {
        using EvaluationModeScope evaluation = new(network);
        using DisposeScope scope = torch.NewDisposeScope();
        return SamplingPlan.Of(links, random).Explain(title);
    }

    /// <summary>See <see cref="IPosteriorPredictive.Visit"/>.</summary>
    public void Visit(Tensor inputs, int draws, long seed, DrawVisitor visit, CancellationToken cancellationToken)
    {
        Guard.MinimumRank(inputs, 1, "[N, …]");
        Guard.Finite(inputs);
        Guard.NotNull(visit);
        using EvaluationModeScope evaluation = new(network);
        using DisposeScope scope = torch.NewDisposeScope();
        SamplingPlan plan = SamplingPlan.Of(links, random);
        long rows = Rows(plan, inputs);
        for (long first = 0; first < inputs.shape[0]; first += rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope chunk = torch.NewDisposeScope();
            long count = Math.Min(rows, inputs.shape[0] - first);
            using SharedFeatures shared = new(Run(plan.Shared, inputs, first, count));
            for (int number = 0; number < draws; number++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using DisposeScope pass = torch.NewDisposeScope();
                visit(number, first, Run(plan.Drawn, shared, new Draw(number, seed), count));
            }
        }
    }

    private static Tensor Run(IReadOnlyList<SamplingStep> steps, Tensor inputs, long first, long count)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        // A copy: a network may dispose what it is given, or work in place.
        using SharedFeatures shared = new(inputs.narrow(0, first, count).clone());
        Flow flow = new(shared);
        Draw none = new(0, 0);
        foreach (SamplingStep step in steps)
        {
            step.Run(flow, none);
        }

        return flow.Values.MoveToOuterDisposeScope();
    }

    private Tensor Run(IReadOnlyList<SamplingStep> steps, SharedFeatures shared, Draw draw, long count)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Flow flow = new(shared);
        foreach (SamplingStep step in steps)
        {
            step.Run(flow, draw);
        }

        random.CheckRan(draw);
        Tensor outputs = flow.Values;
        return outputs.ndim >= 2 && outputs.shape[0] == count
            ? outputs.MoveToOuterDisposeScope()
            : throw new InvalidOperationException(
                $"The network must give [N, C, …] outputs with N = {count}; got [{string.Join(", ", outputs.shape)}].");
    }

    private long Rows(SamplingPlan plan, Tensor inputs)
    {
        long most = Math.Min(options.BatchSize, inputs.shape[0]);
        if (most == 1)
        {
            return 1;
        }

        string shape = $"{inputs.dtype} {string.Join(' ', inputs.shape.Skip(1))}";
        if (!_bytesByShape.TryGetValue(shape, out long bytes))
        {
            using DisposeScope scope = torch.NewDisposeScope();
            bytes = RowMemory.Measure(plan, inputs.narrow(0, 0, 1).clone());
            _bytesByShape.Add(shape, bytes);
        }

        return Math.Clamp(options.MemoryLimit / bytes, 1, most);
    }
}
