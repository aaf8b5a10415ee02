using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// ViM, virtual-logit matching: the residual of <see cref="ResidualDetector"/> is scaled until it is as large as the largest logit is on
/// the training data, and set against the energy of the logits. Higher is α residual - ln Σ exp(logit).
/// </summary>
/// <remarks>
/// Wang, Li, Feng, Zhang, "ViM: Out-of-Distribution with Virtual-Logit Matching", CVPR 2022, as the logarithm of its ratio of exponentials
/// and with the sign turned. Two passes over the batches, without labels; 8 F² bytes while fitting, 8 F (F - D) after.
/// </remarks>
public sealed class VimDetector : FeatureDetector
{
    private const string FileKind = "ViM detector";
    private const string AlphaKey = "alpha";

    private readonly LinearHead _head;
    private readonly Tensor _origin;
    private readonly Tensor _basis;

    private VimDetector(FeatureReader reader, LinearHead head, Tensor origin, Tensor basis, double alpha, SubspaceOptions options)
        : base(reader, [head.Features], [head, origin, basis])
    {
        _head = head;
        _origin = origin;
        _basis = basis;
        Alpha = alpha;
        Options = options;
    }

    /// <summary>How it was fitted.</summary>
    public SubspaceOptions Options { get; }

    /// <summary>Dimensions D of the principal subspace.</summary>
    public int Dimensions => (int)(_basis.shape[0] - _basis.shape[1]);

    /// <summary>Scale α of the residual: the mean of the largest logit over the mean residual, on the batches.</summary>
    public double Alpha { get; }

    private protected override string Kind => FileKind;

    private protected override IReadOnlyList<KeyValuePair<string, string>> Settings =>
        [ResidualSpace.Setting(Options), new(AlphaKey, TensorFile.Exact(Alpha))];

    private protected override IReadOnlyList<(string Name, Tensor Value)> Parts =>
        [(ResidualSpace.OriginPart, _origin), (ResidualSpace.BasisPart, _basis), .. FeatureFiles.Parts(_head)];

    /// <summary>Fits the subspace, then the scale.</summary>
    /// <param name="reader">Where features come from; one layer, with a head.</param>
    /// <param name="batches">Inputs [B, …] of the training data; enumerated twice.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told of every batch.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    /// <exception cref="ArgumentException">
    /// The subspace would have as many dimensions as there are features, no features leave it, the largest logits are not above 0 on
    /// average, the batches are bad or none, or the reader has several layers or no head.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network's outputs are not those of its head.</exception>
    public static VimDetector Fit(
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
            FeatureStream stream = new(reader, 2, progress, cancellationToken);
            using VimScale scale = new(head);
            using (GroupMoments moments = ResidualSpace.Gather(stream, batches, head, reader.Layers[0]))
            {
                scale.Take(moments, dimensions);
            }

            foreach (FeatureReading reading in stream.Read(batches))
            {
                scale.Add(reading.Features);
            }

            return new VimDetector(reader, head, scale.Origin.alias(), scale.Basis.alias(), scale.Alpha(), chosen);
        });
    }

    /// <summary>Reads what <see cref="FeatureDetector.Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reader">Where features come from: of a network with the weights it had then.</param>
    /// <exception cref="ArgumentException">The reader has several layers or no head.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, holds something else or is of a newer version, the reader's layer does not go with it, or the network's head is
    /// another.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static VimDetector Load(string path, FeatureReader reader) => Load(
        path,
        FileKind,
        reader,
        (file, head) =>
        {
            (SubspaceOptions options, Tensor origin, Tensor basis) = ResidualSpace.Load(file, head);
            double alpha = file.Number(AlphaKey);
            return alpha > 0
                ? new VimDetector(reader, head, origin, basis, alpha, options)
                : throw file.Wrong($"its setting '{AlphaKey}' is {alpha}, which is not above 0.");
        });

    private protected override Tensor ScoreReading(FeatureReading reading) =>
        (ResidualSpace.Norms(reading.Features, _origin, _basis) * Alpha) - _head.Apply(reading.Features).logsumexp(1);
}
