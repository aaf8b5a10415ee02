using TorchSharp;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// The residual: how far features are from the subspace in which those of the training data vary most, through the origin at which the
/// logits are 0. The part of <see cref="VimDetector"/> that does not look at the logits.
/// </summary>
/// <remarks>
/// Wang, Li, Feng, Zhang, "ViM: Out-of-Distribution with Virtual-Logit Matching", CVPR 2022. One pass over the batches,
/// without labels; 8 F² bytes while fitting, 8 F (F - D) after.
/// </remarks>
public sealed class ResidualDetector : FeatureDetector
{
    private const string FileKind = "residual detector";

    private readonly LinearHead _head;
    private readonly Tensor _origin;
    private readonly Tensor _basis;

    private ResidualDetector(FeatureReader reader, LinearHead head, Tensor origin, Tensor basis, SubspaceOptions options)
        : base(reader, [head.Features], [head, origin, basis])
    {
        _head = head;
        _origin = origin;
        _basis = basis;
        Options = options;
    }

    /// <summary>How it was fitted.</summary>
    public SubspaceOptions Options { get; }

    /// <summary>Dimensions D of the principal subspace.</summary>
    public int Dimensions => (int)(_basis.shape[0] - _basis.shape[1]);

    private protected override string Kind => FileKind;

    private protected override IReadOnlyList<KeyValuePair<string, string>> Settings => [ResidualSpace.Setting(Options)];

    private protected override IReadOnlyList<(string Name, Tensor Value)> Parts =>
        [(ResidualSpace.OriginPart, _origin), (ResidualSpace.BasisPart, _basis), .. FeatureFiles.Parts(_head)];

    /// <summary>Fits the subspace.</summary>
    /// <param name="reader">Where features come from; one layer, with a head.</param>
    /// <param name="batches">Inputs [B, …] of the training data.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told of every batch.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    /// <exception cref="ArgumentException">
    /// The subspace would have as many dimensions as there are features, the batches are bad or none, or the reader has several layers or
    /// no head.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network's outputs are not those of its head.</exception>
    public static ResidualDetector Fit(
        FeatureReader reader,
        IEnumerable<Tensor> batches,
        SubspaceOptions? options = null,
        IProgress<DetectorProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Guard.NotNull(batches);
        SubspaceOptions chosen = options ?? new SubspaceOptions();
        return HeadCheck.With(HeadCheck.Of(reader), head =>
        {
            int dimensions = chosen.For(head.Features, nameof(options));
            FeatureStream stream = new(reader, 1, progress, cancellationToken);
            using GroupMoments moments = ResidualSpace.Gather(stream, batches, head, reader.Layers[0]);
            using DisposeScope scope = torch.NewDisposeScope();
            (Tensor origin, Tensor basis) = ResidualSpace.Of(moments, head, dimensions);
            return new ResidualDetector(reader, head, origin, basis, chosen);
        });
    }

    /// <inheritdoc cref="VimDetector.Load"/>
    public static ResidualDetector Load(string path, FeatureReader reader) => Load(
        path,
        FileKind,
        reader,
        (file, head) =>
        {
            (SubspaceOptions options, Tensor origin, Tensor basis) = ResidualSpace.Load(file, head);
            return new ResidualDetector(reader, head, origin, basis, options);
        });

    private protected override Tensor ScoreReading(FeatureReading reading) => ResidualSpace.Norms(reading.Features, _origin, _basis);
}
