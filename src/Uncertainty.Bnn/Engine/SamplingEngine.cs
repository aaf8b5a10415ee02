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
    // The same layers with the same inputs, in the same order: anything else differs by far more.
    private const double Tolerance = 1e-3;

    private readonly ChunkLength _length = new();
    private IReadOnlyList<(string Part, string Path)>? _found;
    private bool _cannotBeCut;

    /// <summary>What runs how, in words: as it ran last, where the network had to be run to find that out.</summary>
    public string Explain(string title)
    {
        using EvaluationModeScope evaluation = new(network);
        using DisposeScope scope = torch.NewDisposeScope();
        IReadOnlyList<(string Part, string Path)> lines = _found ?? [.. SamplingPlan.Of(links, random).Explain()];
        int width = lines.Max(line => line.Part.Length);
        return string.Join('\n', lines.Select(line => $"  {line.Part.PadRight(width)}  {line.Path}").Prepend(title));
    }

    /// <summary>See <see cref="IPosteriorPredictive.Visit"/>.</summary>
    /// <param name="inputs">[N, …] inputs.</param>
    /// <param name="draws">Number of draws S.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="visit">Takes the outputs.</param>
    /// <param name="gradients">Whether the outputs are to have gradients.</param>
    /// <param name="cancellationToken">Looked at before each pass.</param>
    public void Visit(Tensor inputs, int draws, long seed, DrawVisitor visit, bool gradients, CancellationToken cancellationToken)
    {
        Guard.MinimumRank(inputs, 1, "[N, …]");
        Guard.Finite(inputs);
        Guard.NotNull(visit);
        using EvaluationModeScope evaluation = new(network);
        using DisposeScope scope = torch.NewDisposeScope();
        SamplingPlan plan = SamplingPlan.Of(links, random);
        long rows = _length.Rows(inputs, options, row => RowMemory.Measure(plan, row));
        using IDisposable graph = torch.enable_grad(gradients);
        for (long first = 0; first < inputs.shape[0]; first += rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope chunk = torch.NewDisposeScope();
            long count = Math.Min(rows, inputs.shape[0] - first);
            Tensor values = Run(plan.Shared, inputs.narrow(0, first, count).clone());
            (SamplingPlan drawn, Tensor start) = draws > 1 ? Cut(plan, values) : (plan, values);
            using SharedFeatures shared = new(start);
            for (int number = 0; number < draws; number++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using DisposeScope pass = torch.NewDisposeScope();
                visit(number, first, Run(drawn.Drawn, shared, new Draw(number, seed), count));
            }
        }
    }

    /// <summary>Runs what all draws have in common, or a draw would without anything random in it.</summary>
    private static Tensor Run(IEnumerable<SamplingStep> steps, Tensor values)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using SharedFeatures shared = new(values);
        Flow flow = new(shared);
        Draw none = new(0, 0);
        foreach (SamplingStep step in steps)
        {
            step.Run(flow, none);
        }

        return flow.Values.MoveToOuterDisposeScope();
    }

    private static bool GivesTheSame(IEnumerable<ChainLink> tail, Tensor start, Tensor expected)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor got = Run(tail.Select(link => new LayerStep(link)), start.clone());
        if (!expected.shape.AsSpan().SequenceEqual(got.shape))
        {
            return false;
        }

        Tensor wide = expected.to_type(torch.ScalarType.Float64);
        double scale = wide.abs().max().item<double>();
        return (wide - got.to_type(torch.ScalarType.Float64)).abs().max().item<double>() <= Tolerance * scale;
    }

    /// <summary>
    /// Where the first random part is a forward pass of the user's, runs it once to see whether it can be cut after all, and that the
    /// cut gives the same for these inputs. Otherwise the plan and the values remain.
    /// </summary>
    private (SamplingPlan Plan, Tensor Values) Cut(SamplingPlan plan, Tensor values)
    {
        if (_cannotBeCut || options.WholePasses || plan.Drawn[0] is not RandomStep first || !random.Places.Any())
        {
            return (plan, values);
        }

        if (CallTrace.Find(network, first.Link, values.clone(), random.Places) is not { } found
            || !GivesTheSame(found.Tail, found.Start, found.Output))
        {
            _cannotBeCut = true;
            return (plan, values);
        }

        SamplingPlan cut = SamplingPlan.Of([.. found.Tail, .. links.Skip(plan.First + 1)], random);
        _found =
        [
            .. plan.Explain().Take(plan.Shared.Count),
            (first.Link.ToString(), $"once a batch, up to what {found.Tail[0].Name} is given"),
            .. cut.Explain(),
        ];
        return (cut, Run(cut.Shared, found.Start));
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
        return DrawLoop.Checked(flow.Values, count, "network").MoveToOuterDisposeScope();
    }
}
