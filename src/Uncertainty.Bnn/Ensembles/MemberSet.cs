using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>Networks that are being made for an ensemble, disposed together should one of them fail.</summary>
internal sealed class MemberSet : IDisposable
{
    private readonly List<torch.nn.Module<Tensor, Tensor>> _members = [];

    public IReadOnlyList<torch.nn.Module<Tensor, Tensor>> All => _members;

    /// <summary>Makes the next one.</summary>
    /// <param name="make">Makes it.</param>
    /// <param name="name">What an error calls the maker.</param>
    /// <exception cref="ArgumentException">It makes none, or one that it made before.</exception>
    public torch.nn.Module<Tensor, Tensor> Add(Func<torch.nn.Module<Tensor, Tensor>> make, string name)
    {
        torch.nn.Module<Tensor, Tensor> network = make() ?? throw new ArgumentException("must make a network; gave null.", name);
        if (_members.Contains(network, ReferenceEqualityComparer.Instance))
        {
            throw new ArgumentException($"must make a new network each time; gave one again for member {_members.Count + 1}.", name);
        }

        // The members outlive whatever scope the caller has open.
        foreach (Tensor tensor in network.parameters().Concat(network.buffers()))
        {
            tensor.DetachFromDisposeScope();
        }

        _members.Add(network);
        return network;
    }

    public void Dispose() => _members.ForEach(member => member.Dispose());
}
