namespace Uncertainty.Bnn;

/// <summary>How the engine runs a network: what is run once for a batch, and what for each draw.</summary>
internal sealed class SamplingPlan
{
    private SamplingPlan(int first, IReadOnlyList<SamplingStep> shared, IReadOnlyList<SamplingStep> drawn)
    {
        First = first;
        Shared = shared;
        Drawn = drawn;
    }

    /// <summary>Number of the first random link.</summary>
    public int First { get; }

    /// <summary>What all draws have in common.</summary>
    public IReadOnlyList<SamplingStep> Shared { get; }

    /// <summary>What is run for each draw; begins with something random.</summary>
    public IReadOnlyList<SamplingStep> Drawn { get; }

    /// <summary>Plans the steps; tensors made for them belong to the current scope. Modules must be in evaluation mode.</summary>
    public static SamplingPlan Of(IReadOnlyList<ChainLink> links, IRandomLayers random)
    {
        IReadOnlyList<SamplingStep?> steps = random.Steps(links);
        int first = steps.TakeWhile(step => step is null).Count();
        List<SamplingStep> drawn = Steps(links, steps, first, links.Count);
        LinkDropouts(drawn);
        return new SamplingPlan(first, Steps(links, steps, 0, first), drawn);
    }

    /// <summary>For each part what it is and how it runs, in words: first those that all draws share, then those of each draw.</summary>
    public IEnumerable<(string Part, string Path)> Explain() =>
    [
        .. Shared.Select(step => (step.Link.ToString(), $"once a batch, {step.Path}")),
        .. Drawn.Select(step => (step.Link.ToString(), $"each draw, {step.Path}")),
    ];

    private static List<SamplingStep> Steps(IReadOnlyList<ChainLink> links, IReadOnlyList<SamplingStep?> random, int start, int end)
    {
        List<SamplingStep> steps = [];
        for (int i = start; i < end; i++)
        {
            BatchNormFold? fold = random[i] is null && i + 1 < end ? Fold(links[i + 1], random[i + 1]) : null;
            WeightedStep? weighted = random[i] is null ? WeightedStep.Of(links[i], fold) : null;
            steps.Add(random[i] ?? weighted ?? (SamplingStep)new LayerStep(links[i]));
            i += weighted is not null && fold is not null ? 1 : 0;
        }

        return steps;
    }

    private static BatchNormFold? Fold(ChainLink link, SamplingStep? random) => random switch
    {
        BatchNormStep step => step.Fold,
        null => BatchNormLayer.Of(link.Name, link.Module) is { } layer ? BatchNormFold.Of(layer) : null,
        _ => null,
    };

    /// <summary>Finds for each dropout the layers with weights, before and after, that can leave out what it drops.</summary>
    private static void LinkDropouts(List<SamplingStep> steps)
    {
        for (int i = 0; i < steps.Count; i++)
        {
            if (steps[i] is DropoutStep dropout)
            {
                FindNext(steps, i, dropout);
                FindPrevious(steps, i, dropout);
            }
        }
    }

    private static void FindNext(List<SamplingStep> steps, int place, DropoutStep dropout)
    {
        bool flat = false;
        bool direct = true;
        foreach (SamplingStep step in steps.Skip(place + 1))
        {
            if (step is WeightedStep next)
            {
                if (dropout.DropsChannels || !next.IsConvolution)
                {
                    (dropout.Into, dropout.IntoFlat, dropout.IntoDirectly, next.Before) = (next, flat, direct, dropout);
                }

                return;
            }

            if (step is not LayerStep layer)
            {
                return;
            }

            TorchSharp.torch.nn.Module module = layer.Link.Module;
            bool flattens = LayerKinds.IsFullFlatten(module);
            bool pools = dropout.DropsChannels && !flat && LayerKinds.IsPooling(module);
            if (!flattens && !pools && !LayerKinds.IsHomogeneous(module))
            {
                return;
            }

            flat |= flattens;
            direct &= flattens || LayerKinds.IsPlain(module);
        }
    }

    private static void FindPrevious(List<SamplingStep> steps, int place, DropoutStep dropout)
    {
        foreach (SamplingStep step in steps.Take(place).Reverse())
        {
            if (step is WeightedStep previous)
            {
                bool fits = dropout.DropsChannels
                    ? previous.IsConvolution && dropout.Into?.Inputs % previous.Outputs == 0
                    : !previous.IsConvolution && dropout.Into?.Inputs == previous.Outputs;
                if (fits)
                {
                    previous.After = dropout;
                }

                return;
            }

            bool passes = step is LayerStep layer
                && (LayerKinds.IsUnitwise(layer.Link.Module) || (dropout.DropsChannels && LayerKinds.IsPooling(layer.Link.Module)));
            if (!passes)
            {
                return;
            }
        }
    }
}
