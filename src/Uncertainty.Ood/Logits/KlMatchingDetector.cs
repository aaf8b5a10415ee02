using System.Globalization;
using TorchSharp;
using Uncertainty.Evaluation;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood;

/// <summary>
/// KL matching: how far the softmax p of an input lies from what the classifier's softmax is like for each class. The template d_k of class k is the
/// mean softmax of the fitting inputs that are predicted as k; the score is min over k of KL(p ‖ d_k), at least 0 up to rounding, in nats. A class that
/// no fitting input is predicted as has no template. Immutable; owns its templates, not the network.
/// </summary>
/// <remarks>
/// Hendrycks et al., "Scaling Out-of-Distribution Detection for Real-World Settings", ICML 2022, section 4.1, who have the sign the other way round.
/// Templates are kept as logarithms: no probability is too small to compare with. Not safe for several threads on one network.
/// </remarks>
public sealed class KlMatchingDetector : ISavableDetector, IDisposable
{
    private const string Kind = "KL matching detector";
    private const int FileVersion = 1;
    private const string TemplatesName = "log_templates";
    private const string ClassesName = "template_classes";

    private readonly torch.nn.Module<Tensor, Tensor> _network;
    private readonly Tensor _logTemplates;
    private bool _disposed;

    private KlMatchingDetector(torch.nn.Module<Tensor, Tensor> network, Tensor logTemplates, IReadOnlyList<long> templateClasses)
    {
        _network = network;
        _logTemplates = logTemplates.DetachFromDisposeScope();
        TemplateClasses = templateClasses;
    }

    /// <summary>The classes that have a template, rising.</summary>
    public IReadOnlyList<long> TemplateClasses { get; }

    /// <summary>Number of classes C.</summary>
    public int Classes => (int)_logTemplates.shape[1];

    /// <summary>Takes the templates from inputs like those of training, better not those of training themselves. One pass over the batches.</summary>
    /// <param name="network">From [B, …] inputs to [B, C] logits, C at least 2; stays the caller's.</param>
    /// <param name="batches">[B, …] inputs; what they are of need not be known.</param>
    /// <param name="progress">Told of every batch.</param>
    /// <param name="cancellationToken">Looked at before every batch.</param>
    /// <exception cref="ArgumentException">There is no batch, or one is empty or not finite.</exception>
    /// <exception cref="InvalidOperationException">The network gives outputs that are not finite, or no logits.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static KlMatchingDetector Fit(
        torch.nn.Module<Tensor, Tensor> network,
        IEnumerable<Tensor> batches,
        IProgress<DetectorProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Guard.NotNull(network);
        Guard.NotNull(batches);
        FeatureReader reader = FeatureReader.From(inputs => NetworkPass.Logits(network, inputs));
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor? sums = null;
        Tensor? counts = null;
        foreach (FeatureReading reading in new FeatureStream(reader, 1, progress, cancellationToken).Read(batches))
        {
            using DisposeScope batch = torch.NewDisposeScope();
            (Tensor logSums, Tensor number) = Sums(reading.Features);
            logSums = sums is null ? logSums : torch.logaddexp(sums, logSums);
            number = counts is null ? number : counts + number;
            sums?.Dispose();
            counts?.Dispose();
            (sums, counts) = batch.MoveToOuter(logSums, number);
        }

        Tensor seen = counts!.nonzero().squeeze(1);
        Tensor templates = sums!.index_select(0, seen) - counts.index_select(0, seen).log().unsqueeze(1);
        return new KlMatchingDetector(network, templates, seen.data<long>().ToArray());
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    public Tensor Score(Tensor inputs)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Guard.MinimumRank(inputs, 1, "[N, …]");
        Guard.Finite(inputs);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        Tensor logits = NetworkPass.Logits(_network, inputs);
        if (logits.shape[1] != Classes)
        {
            throw new InvalidOperationException($"The network must give {Classes} logits, as many as the templates are of; got {logits.shape[1]}.");
        }

        Tensor logs = LogitScores.Wide(logits).log_softmax(1);
        Tensor probabilities = logs.exp();
        Tensor cross = torch.mm(probabilities, _logTemplates.to(logs.device).t());
        return ((probabilities * logs).sum(1, keepdim: true) - cross).amin([1]).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Save(string path)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor classes = torch.tensor(TemplateClasses.ToArray());
        KeyValuePair<string, string>[] settings = [new("classes", Classes.ToString(CultureInfo.InvariantCulture))];
        TensorFile.Save(path, Kind, FileVersion, settings, [(TemplatesName, _logTemplates), (ClassesName, classes)]);
    }

    /// <inheritdoc cref="MaxProbabilityDetector.Load"/>
    public static KlMatchingDetector Load(string path, torch.nn.Module<Tensor, Tensor> network)
    {
        Guard.NotNull(network);
        using DisposeScope scope = torch.NewDisposeScope();
        using TensorFile file = TensorFile.Load(path, Kind, FileVersion);
        int classes = file.Count("classes");
        long[] having = file.Get(ClassesName, torch.ScalarType.Int64, -1).data<long>().ToArray();
        bool rising = having.Zip(having.Skip(1)).All(pair => pair.First < pair.Second);
        return classes >= 2 && rising && having.Length > 0 && having[0] >= 0 && having[^1] < classes
            ? new KlMatchingDetector(network, file.Get(TemplatesName, torch.ScalarType.Float64, having.Length, classes), having)
            : throw file.Wrong($"its templates must be of different classes of {classes}; they are of [{string.Join(", ", having)}].");
    }

    /// <summary>Gives the templates back; the network stays.</summary>
    public void Dispose()
    {
        _disposed = true;
        _logTemplates.Dispose();
    }

    /// <summary>[C, C] logarithms of the sums of softmaxes by predicted class, and [C] how many there were; in the current dispose scope.</summary>
    private static (Tensor LogSums, Tensor Counts) Sums(Tensor logits)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        int classes = (int)logits.shape[1];
        Tensor logs = logits.log_softmax(1);
        Tensor predicted = logits.argmax(1);
        List<Tensor> rows = [];
        List<Tensor> counts = [];
        for (int label = 0; label < classes; label++)
        {
            Tensor mine = predicted.eq(label).nonzero().squeeze(1);
            counts.Add(torch.tensor((double)mine.shape[0], dtype: torch.ScalarType.Float64, device: logits.device));
            rows.Add(mine.shape[0] == 0
                ? torch.full(classes, double.NegativeInfinity, dtype: torch.ScalarType.Float64, device: logits.device)
                : logs.index_select(0, mine).logsumexp(0));
        }

        return scope.MoveToOuter(torch.stack(rows), torch.stack(counts));
    }
}
