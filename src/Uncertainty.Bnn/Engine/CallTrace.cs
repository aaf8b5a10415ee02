using TorchSharp;
using TorchSharp.Modules;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Watches which modules a forward pass of the user's calls, to find its tail: modules each of which is given the very tensor that
/// the one before gave, the last of which gives what the pass returns, with everything random in them.
/// </summary>
internal sealed class CallTrace
{
    private readonly HashSet<Module> _places;
    private readonly Dictionary<object, string> _names;
    private readonly Stack<Call> _open = new();
    private readonly List<Tensor> _starts = [];
    private readonly Call _root = new(null, null, null);

    private CallTrace(Module network, IEnumerable<Module> places)
    {
        _names = NetworkModules.Of(network).ToDictionary(entry => (object)entry.Module, entry => entry.Name, ReferenceEqualityComparer.Instance);
        _places = new HashSet<Module>(places, ReferenceEqualityComparer.Instance);
        _open.Push(_root);
    }

    /// <summary>
    /// Runs a link in evaluation mode. Returns what its tail begins with, a copy, the links of the tail, and what the link gave; null
    /// where it has no tail. Tensors belong to the current scope.
    /// </summary>
    public static (Tensor Start, IReadOnlyList<ChainLink> Tail, Tensor Output)? Find(
        Module network, ChainLink link, Tensor values, IEnumerable<Module> places)
    {
        CallTrace trace = new(network, places);
        try
        {
            return trace.Run(link, values);
        }
        finally
        {
            trace._starts.ForEach(start => start.Dispose());
        }
    }

    private (Tensor Start, IReadOnlyList<ChainLink> Tail, Tensor Output)? Run(ChainLink link, Tensor values)
    {
        using (new HookScope(NetworkModules.Of(link.Module).SelectMany(entry => Attach(entry.Module))))
        {
            _root.Output = link.Run(values);
        }

        List<Call>? tail = Tail(_root);
        if (tail is null || ReferenceEquals(tail[0].Module, link.Module))
        {
            return null;
        }

        IEnumerable<ChainLink> links = tail.SelectMany(call => NetworkChain.Of(call.Module!, split: false, _names[call.Module!]));
        return (tail[0].Start!.alias(), [.. links], _root.Output);
    }

    private IEnumerable<Action> Attach(Module module)
    {
        if (module is not torch.nn.Module<Tensor, Tensor> layer)
        {
            return [];
        }

        bool mayBeStart = NetworkModules.Of(layer).Any(entry => _places.Contains(entry.Module));
        Action before = layer.register_forward_pre_hook((_, input) =>
        {
            Call call = new(layer, input, mayBeStart ? Keep(input) : null);
            _open.Peek().Inner.Add(call);
            _open.Push(call);
            return input;
        }).remove;
        Action after = layer.register_forward_hook((_, _, output) =>
        {
            _open.Pop().Output = output;
            return output;
        }).remove;
        return [before, after];
    }

    /// <summary>A copy that no dispose scope of the network's takes away.</summary>
    private Tensor Keep(Tensor input)
    {
        Tensor copy = input.clone().DetachFromDisposeScope();
        _starts.Add(copy);
        return copy;
    }

    private List<Call>? Tail(Call outer)
    {
        int start = outer.Inner.Count;
        Tensor? wanted = outer.Output;
        while (start > 0 && ReferenceEquals(outer.Inner[start - 1].Output, wanted))
        {
            start--;
            wanted = outer.Inner[start].Input;
        }

        int first = outer.Inner.FindIndex(IsRandom);
        if (first < start)
        {
            return null;
        }

        Call random = outer.Inner[first];
        List<Call> after = outer.Inner[(first + 1)..];
        bool known = random.Module!.GetType() == typeof(Sequential) || _places.Contains(random.Module);
        return known || Tail(random) is not { } inner ? [random, .. after] : [.. inner, .. after];
    }

    private bool IsRandom(Call call) => _places.Contains(call.Module!) || call.Inner.Exists(IsRandom);

    private sealed class Call(torch.nn.Module<Tensor, Tensor>? module, Tensor? input, Tensor? start)
    {
        public torch.nn.Module<Tensor, Tensor>? Module { get; } = module;

        public Tensor? Input { get; } = input;

        public Tensor? Start { get; } = start;

        public Tensor? Output { get; set; }

        public List<Call> Inner { get; } = [];
    }
}
