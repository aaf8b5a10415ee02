using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Bnn;

/// <summary>
/// Networks of one kind trained from different starting points: draw s is the prediction of member s. Where the data leave the
/// answer open, the members disagree.
/// </summary>
/// <remarks>
/// Lakshminarayanan, Pritzel, Blundell, "Simple and Scalable Predictive Uncertainty Estimation using Deep Ensembles", NeurIPS 2017,
/// Algorithm 1. Members run in evaluation mode; each must then be a function of its input, without noise. Not safe for several
/// threads on one ensemble; its own threads are those of <see cref="DeepEnsembleOptions.Parallelism"/>.
/// </remarks>
public sealed class DeepEnsemble : IPosteriorPredictive, IDisposable
{
    private readonly torch.nn.Module<Tensor, Tensor>[] _members;
    private readonly DeepEnsembleOptions _options;
    private readonly PassMemory _memory;
    private readonly bool _ownsMembers;
    private bool _disposed;

    /// <summary>Puts trained networks together.</summary>
    /// <param name="members">
    /// At least two networks from [N, …] inputs to [N, C, …] outputs, all of one shape. They belong to the caller, who keeps them
    /// alive and disposes them.
    /// </param>
    /// <param name="options">How to run them; null for the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="members"/> are fewer than two, or hold null or one network twice.</exception>
    public DeepEnsemble(IReadOnlyList<torch.nn.Module<Tensor, Tensor>> members, DeepEnsembleOptions? options = null)
        : this(members, options, ownsMembers: false)
    {
    }

    private DeepEnsemble(IReadOnlyList<torch.nn.Module<Tensor, Tensor>> members, DeepEnsembleOptions? options, bool ownsMembers)
    {
        _members = [.. Guard.NotNull(members)];
        if (_members.Length < 2)
        {
            throw new ArgumentException(
                $"must be at least 2 networks, since one alone never disagrees; got {_members.Length}.", nameof(members));
        }

        for (int i = 0; i < _members.Length; i++)
        {
            if (_members[i] is null || Array.IndexOf(_members, _members[i]) < i)
            {
                throw new ArgumentException(
                    $"must be different networks; number {i} is {(_members[i] is null ? "null" : "there already")}.", nameof(members));
            }
        }

        _options = options ?? new DeepEnsembleOptions();
        _memory = new PassMemory(_members, Math.Min(_options.Parallelism, _members.Length), inputs => inputs);
        _ownsMembers = ownsMembers;
    }

    /// <summary>Number of members, each of which is one draw.</summary>
    public int Draws => _members.Length;

    /// <summary>The members, in the order of the draws. Trained and loaded ones belong to the ensemble, given ones to who gave them.</summary>
    public IReadOnlyList<torch.nn.Module<Tensor, Tensor>> Members => _members;

    /// <summary>
    /// Makes and trains members, one after the other on the caller's thread, so that their random numbers are theirs alone.
    /// </summary>
    /// <param name="factory">
    /// Makes a new network, from [N, …] inputs to [N, C, …] outputs, when given its seed. torch's global generator is seeded with it
    /// too, so a factory that leaves the weights to torch may ignore it.
    /// </param>
    /// <param name="batches">
    /// Pairs of [N, …] inputs and their targets, finite; enumerated once for each epoch of each member. A shuffle by torch's global
    /// generator is another one for each member, and the same on every run. The tensors stay whose they are.
    /// </param>
    /// <param name="loss">From [N, C, …] outputs and targets to one number, to be lowered.</param>
    /// <param name="training">How to train; null for the defaults.</param>
    /// <param name="options">How to run the members afterwards; null for the defaults.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellationToken">Looked at before each batch.</param>
    /// <returns>The ensemble, which owns its members; they are in evaluation mode.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="factory"/> gives null or a network twice; <paramref name="batches"/> are none, not finite, or cannot be
    /// enumerated again; <paramref name="loss"/> gives more than one number; or the inputs have no gradient that
    /// <see cref="EnsembleTrainingOptions.AdversarialStep"/> could follow, being integers.
    /// </exception>
    /// <exception cref="InvalidOperationException">A loss is not finite: the training diverged.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <remarks>
    /// Lakshminarayanan et al. 2017, Algorithm 1: with <see cref="EnsembleTrainingOptions.AdversarialStep"/> ε the loss of a batch is
    /// ℓ(x, y) + ℓ(x + ε sign(∂ℓ(x, y)/∂x), y).
    /// </remarks>
    public static DeepEnsemble Train(
        Func<long, torch.nn.Module<Tensor, Tensor>> factory,
        IEnumerable<(Tensor Inputs, Tensor Targets)> batches,
        Func<Tensor, Tensor, Tensor> loss,
        EnsembleTrainingOptions? training = null,
        DeepEnsembleOptions? options = null,
        IProgress<EnsembleProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        MemberTraining trainer = new(
            Guard.NotNull(factory),
            Guard.NotNull(batches),
            Guard.NotNull(loss),
            training ?? new EnsembleTrainingOptions(),
            progress,
            cancellationToken);
        return new DeepEnsemble(trainer.Run(), options, ownsMembers: true);
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The ensemble was disposed.</exception>
    /// <exception cref="InvalidOperationException">A member gives outputs that are not [N, C, …].</exception>
    public void Visit(Tensor inputs, DrawVisitor visit, CancellationToken cancellationToken = default) =>
        Visit(inputs, visit, gradients: false, cancellationToken);

    /// <summary>
    /// The same draws, but with gradients to the inputs where torch's grad mode is on and the inputs ask for them: to search for inputs. What
    /// gradients need of the passes stays in memory with the outputs, beyond <see cref="SamplingOptions.MemoryLimit"/>,
    /// and the members run one after the other.
    /// </summary>
    /// <returns>A posterior that reads this one; nothing to dispose.</returns>
    public IPosteriorPredictive WithGradients() => new GradientDraws(this, Visit);

    /// <summary>
    /// Writes all parameters and buffers of the members, and the options, as a safetensors file. What is read back is the same to the bit.
    /// </summary>
    /// <param name="path">Where; a file that is there already is replaced.</param>
    /// <exception cref="ObjectDisposedException">The ensemble was disposed.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        EnsembleFiles.Save(path, _members, _options);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="factory">Makes a new network like a saved member, when given its number from 0; its weights do not matter.</param>
    /// <returns>The ensemble, which owns its members; they are in evaluation mode.</returns>
    /// <exception cref="ArgumentException"><paramref name="factory"/> gives null or a network twice.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, holds something else or is of a newer version, or a network has other parameters or buffers than its member.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static DeepEnsemble Load(string path, Func<int, torch.nn.Module<Tensor, Tensor>> factory)
    {
        (IReadOnlyList<torch.nn.Module<Tensor, Tensor>> members, DeepEnsembleOptions options) = EnsembleFiles.Load(path, Guard.NotNull(factory));
        return new DeepEnsemble(members, options, ownsMembers: true);
    }

    /// <summary>Disposes the members that <see cref="Train"/> or <see cref="Load"/> made; leaves given ones to their owner.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (_ownsMembers)
        {
            Array.ForEach(_members, member => member.Dispose());
        }
    }

    private void Visit(Tensor inputs, DrawVisitor visit, bool gradients, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Stack<EvaluationModeScope> modes = new(_members.Length);
        try
        {
            Array.ForEach(_members, member => modes.Push(new EvaluationModeScope(member)));
            using IDisposable graph = torch.enable_grad(gradients);
            using MemberPasses passes = new(_members, gradients ? 1 : _options.Parallelism);
            DrawLoop.Run(
                inputs,
                visit,
                Draws,
                checkedInputs => _memory.Rows(checkedInputs, _options),
                (draw, _, chunk) => passes.Next(draw, chunk),
                cancellationToken);
        }
        finally
        {
            // Last first: where members share a module, the first scope knows the mode it had.
            while (modes.TryPop(out EvaluationModeScope? mode))
            {
                mode.Dispose();
            }
        }
    }
}
