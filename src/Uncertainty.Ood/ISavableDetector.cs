namespace Uncertainty.Ood;

/// <summary>
/// A detector that can be written to a file. The file holds what was fitted and every option, not the network: the class's own <c>Load</c> takes the
/// file and the network, or the reader of its features, and gives a detector with the same scores to the bit.
/// </summary>
public interface ISavableDetector : IOodDetector
{
    /// <summary>Writes what was fitted and all options, not the network, as a safetensors file.</summary>
    /// <param name="path">Where; a file that is there already is replaced.</param>
    /// <exception cref="ObjectDisposedException">The detector was disposed.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    void Save(string path);
}
