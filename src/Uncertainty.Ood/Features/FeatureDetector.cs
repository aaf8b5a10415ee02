using TorchSharp;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// A detector that reads the features of a network, from one deterministic pass in evaluation mode. Immutable; owns what was fitted, not
/// the network. Features are scored in double precision, on the device they are on.
/// </summary>
/// <remarks>Not safe for several threads on one network.</remarks>
public abstract class FeatureDetector : ISavableDetector, IPassDetector, IDisposable
{
    private const int FileVersion = 1;

    private readonly FeatureReader _reader;
    private readonly IReadOnlyList<long> _widths;
    private readonly IReadOnlyList<IDisposable> _owned;
    private bool _disposed;

    /// <summary>Takes what was fitted over; its tensors leave the dispose scope they are in.</summary>
    private protected FeatureDetector(FeatureReader reader, IReadOnlyList<long> widths, IReadOnlyList<IDisposable> owned)
    {
        _reader = Guard.NotNull(reader);
        _widths = widths;
        _owned = owned;
        foreach (Tensor tensor in owned.OfType<Tensor>())
        {
            tensor.DetachFromDisposeScope();
        }
    }

    /// <summary>What the file says it holds.</summary>
    private protected abstract string Kind { get; }

    /// <summary>The options.</summary>
    private protected abstract IReadOnlyList<KeyValuePair<string, string>> Settings { get; }

    /// <summary>What was fitted.</summary>
    private protected virtual IReadOnlyList<(string Name, Tensor Value)> Parts => [];

    torch.nn.Module? IPassDetector.Network => _reader.Network;

    /// <inheritdoc/>
    public Tensor Score(Tensor inputs) => Read(inputs, ScoreReading);

    (Tensor Scores, Tensor Outputs) IPassDetector.ScoreWithOutputs(Tensor inputs)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor? outputs = null;
        Tensor scores = Read(inputs, reading =>
        {
            outputs = reading.Logits!.alias().MoveToOuterDisposeScope();
            return ScoreReading(reading);
        });
        return scope.MoveToOuter(scores, outputs!);
    }

    /// <inheritdoc/>
    public void Save(string path)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using DisposeScope scope = torch.NewDisposeScope();
        TensorFile.Save(path, Kind, FileVersion, [.. FeatureFiles.Settings(_reader), .. Settings], Parts);
    }

    /// <summary>Gives the tensors back; the network stays.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        foreach (IDisposable owned in _owned)
        {
            owned.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>[N] scores of what was read, in the current dispose scope.</summary>
    private protected abstract Tensor ScoreReading(FeatureReading reading);

    /// <summary>Reads inputs and computes something of them. A new tensor, the caller's.</summary>
    private protected Tensor Read(Tensor inputs, Func<FeatureReading, Tensor> compute)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        using FeatureReading reading = _reader.Read(inputs);
        for (int layer = 0; layer < _widths.Count; layer++)
        {
            if (reading.Layers[layer].shape[1] != _widths[layer])
            {
                throw new ArgumentException(
                    $"must give features of width {_widths[layer]} in layer '{_reader.Layers[layer]}', as when the detector was fitted; "
                    + $"got {reading.Layers[layer].shape[1]}.",
                    nameof(inputs));
            }
        }

        return Guard.FiniteOutputs(compute(reading), "detector").MoveToOuterDisposeScope();
    }

    /// <summary>Reads a file of this kind and makes a detector of it.</summary>
    private protected static T Load<T>(string path, string kind, FeatureReader reader, Func<TensorFile, T> make)
    {
        Guard.NotNull(reader);
        using DisposeScope scope = torch.NewDisposeScope();
        using TensorFile file = TensorFile.Load(path, kind, FileVersion);
        FeatureFiles.CheckLayers(file, reader);
        return file.Make(() => make(file));
    }

    /// <summary>The same, where the head of the reader's network must be the one that was saved. The detector takes it over.</summary>
    private protected static T Load<T>(string path, string kind, FeatureReader reader, Func<TensorFile, LinearHead, T> make) =>
        HeadCheck.With(HeadCheck.Of(reader), head => Load(path, kind, reader, file =>
        {
            FeatureFiles.CheckHead(file, head);
            return make(file, head);
        }));
}
