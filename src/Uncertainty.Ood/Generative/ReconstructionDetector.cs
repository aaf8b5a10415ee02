using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// How badly an autoencoder reconstructs an input: <see cref="ReconstructionError"/>, a sum over the input's values, of one deterministic pass.
/// Nothing is fitted, and so an untrained autoencoder goes unnoticed: see <see cref="AutoencoderReader.CheckTrained"/>.
/// </summary>
/// <remarks>
/// Of a variational autoencoder by the mean of q(z | x). Inputs of different sizes have errors of different sizes. Not safe for several
/// threads on one autoencoder.
/// </remarks>
public sealed class ReconstructionDetector : ISavableDetector
{
    private const string Kind = "reconstruction detector";
    private const int FileVersion = 1;
    private const string Error = "error";

    private readonly AutoencoderReader _reader;

    /// <summary>Reads an autoencoder.</summary>
    /// <param name="reader">The autoencoder, and what its error is.</param>
    public ReconstructionDetector(AutoencoderReader reader)
    {
        _reader = Guard.NotNull(reader);
    }

    /// <inheritdoc/>
    public Tensor Score(Tensor inputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return _reader.Read(inputs).Errors.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Save(string path) => TensorFile.Save(path, Kind, FileVersion, [new(Error, _reader.Error.ToString())], []);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reader">The autoencoder, by the same error.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, holds something else or is of a newer version; or the reader has another error.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ReconstructionDetector Load(string path, AutoencoderReader reader)
    {
        Guard.NotNull(reader);
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        RequireError(file, reader);
        return new ReconstructionDetector(reader);
    }

    internal static void RequireError(TensorFile file, AutoencoderReader reader)
    {
        ReconstructionError saved = file.Named<ReconstructionError>(Error);
        if (saved != reader.Error)
        {
            throw file.Wrong($"its reconstruction error is {saved}; that of the reader is {reader.Error}.");
        }
    }
}
