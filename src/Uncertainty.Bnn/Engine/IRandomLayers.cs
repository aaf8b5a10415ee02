using Module = TorchSharp.torch.nn.Module;

namespace Uncertainty.Bnn;

/// <summary>What makes a network another one in each draw.</summary>
internal interface IRandomLayers
{
    /// <summary>
    /// The modules in whose place something random happens, where it pays to look into a forward pass of the user's for them; else none.
    /// </summary>
    IEnumerable<Module> Places { get; }

    /// <summary>For each link of a chain the step that runs it where it is random, else null.</summary>
    IReadOnlyList<SamplingStep?> Steps(IReadOnlyList<ChainLink> links);

    /// <summary>Throws where a random layer did not run in the pass of a draw that has just ended.</summary>
    void CheckRan(Draw draw);
}
