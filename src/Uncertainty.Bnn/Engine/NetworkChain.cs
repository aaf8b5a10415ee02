using TorchSharp.Modules;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Takes a network apart into functions that follow one another: <c>Sequential</c> trees into their layers, a <see cref="ConcreteDropout"/>
/// into its mask and its layer, networks that say where they can be cut into their two parts. What cannot be taken apart is one link.
/// </summary>
internal static class NetworkChain
{
    /// <summary>The links of a network in the order in which they run; at least one.</summary>
    /// <param name="network">The network.</param>
    /// <param name="split">Whether to cut networks that say where they can be cut.</param>
    /// <param name="name">Where the network is in the module tree of a larger one.</param>
    public static IReadOnlyList<ChainLink> Of(TorchSharp.torch.nn.Module<Tensor, Tensor> network, bool split, string name = "")
    {
        List<ChainLink> links = [];
        Add(network, name, split, links);
        return links.Count > 0 ? links : [Layer(network, name)];
    }

    /// <summary>The network as one link.</summary>
    public static ChainLink Whole(TorchSharp.torch.nn.Module<Tensor, Tensor> network) => Layer(network, string.Empty);

    private static void Add(TorchSharp.torch.nn.Module<Tensor, Tensor> module, string name, bool split, List<ChainLink> links)
    {
        if (IsRow(module))
        {
            foreach ((string child, Module inner) in module.named_children())
            {
                Add((TorchSharp.torch.nn.Module<Tensor, Tensor>)inner, Join(name, child), split, links);
            }
        }
        else if (split && module is ISplitNetwork network)
        {
            string kind = module.GetType().Name;
            links.Add(new ChainLink(Join(name, nameof(ISplitNetwork.Features)), kind, module, network.Features, IsDeterministic: true));
            links.Add(new ChainLink(Join(name, nameof(ISplitNetwork.Head)), kind, module, network.Head));
        }
        else
        {
            links.Add(Layer(module, name));
        }
    }

    /// <summary>Whether it runs its children one after the other. A class derived from Sequential may have a forward of its own.</summary>
    private static bool IsRow(Module module) =>
        module is ConcreteDropout || (module.GetType() == typeof(Sequential) && module.named_children().All(IsLayer));

    private static bool IsLayer((string Name, Module Module) child) => child.Module is TorchSharp.torch.nn.Module<Tensor, Tensor>;

    private static ChainLink Layer(TorchSharp.torch.nn.Module<Tensor, Tensor> module, string name) =>
        new(name.Length == 0 ? "(network)" : name, module.GetType().Name, module, module.call);

    private static string Join(string parent, string child) => parent.Length == 0 ? child : $"{parent}.{child}";
}
