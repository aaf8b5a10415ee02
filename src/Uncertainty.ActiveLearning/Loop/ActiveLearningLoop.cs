using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>
/// Trains a network, asks for the labels that are worth most, and starts again, until a budget is spent or nothing more is to be gained. Everything
/// that was asked and answered goes into a journal before the loop goes on: a run that was killed at any moment is resumed with nothing lost,
/// and no input is asked for twice. The same seeds give the same labels, interrupted or not. Not safe for several threads.
/// </summary>
/// <remarks>
/// Pool-based active learning: Settles, "Active Learning Literature Survey", 2009, Section 2.3. That an interrupted run comes to the labels of an
/// undisturbed one asks for training that is the same each time (see <see cref="Learner"/>), and for an oracle that says the same when it is
/// asked again about what it was just asked when the run was killed.
/// </remarks>
public sealed class ActiveLearningLoop : IDisposable
{
    private readonly ActiveLearningSetup _setup;
    private readonly ActiveLearningOptions _options;
    private readonly LabelJournal? _journal;
    private readonly LoopState _state;
    private readonly LoopNetwork _network;
    private readonly LoopRound _round;
    private readonly int _budget;
    private bool _disposed;

    private ActiveLearningLoop(
        ActiveLearningSetup setup, ActiveLearningOptions options, string? path, Func<JournalHeader, (LabelJournal? Journal, IReadOnlyList<JournalEntry> Entries)> open)
    {
        LoopChecks.Check(setup, options);
        _setup = setup;
        _options = options;
        _budget = options.Budget ?? setup.Pool.Count;
        _state = new LoopState(setup.Pool.Count, setup.Labels);
        _network = new LoopNetwork(setup, options, path is not null && options.Start == NetworkStart.Warm ? new WeightFiles(path) : null);
        _round = new LoopRound(setup, options, _network, _state);
        (_journal, IReadOnlyList<JournalEntry> entries) = open(LoopChecks.Header(setup, options, _network));
        try
        {
            Replay(entries, path);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What is labelled so far, in the order in which the labels came.</summary>
    public IReadOnlyList<LabelledInput> Labelled => [.. _state.Labelled];

    /// <summary>The rounds so far.</summary>
    public IReadOnlyList<ActiveLearningRound> Rounds => [.. _state.Rounds];

    /// <summary>The network of the last round; null before it is trained. Belongs to the loop, which disposes it with itself and with the next round.</summary>
    public torch.nn.Module<Tensor, Tensor>? Network => _network.Current;

    /// <summary>Starts a run.</summary>
    /// <param name="setup">What the loop works with.</param>
    /// <param name="options">How it runs; null for the defaults.</param>
    /// <param name="journal">Path of the journal, which must not exist yet; null for a run that cannot be resumed.</param>
    /// <exception cref="ArgumentException">The pool is empty, the budget larger than the pool, or the options do not go together.</exception>
    /// <exception cref="IOException">There is a journal of this name, or it cannot be written.</exception>
    public static ActiveLearningLoop Start(ActiveLearningSetup setup, ActiveLearningOptions? options = null, string? journal = null) =>
        new(setup, options ?? new ActiveLearningOptions(), journal, header => (journal is null ? null : LabelJournal.Create(journal, header), []));

    /// <summary>Goes on with a run, from its journal.</summary>
    /// <param name="setup">What the loop works with: the same pool, labels and kind of network.</param>
    /// <param name="options">How it runs; null for the defaults.</param>
    /// <param name="journal">Path of the journal.</param>
    /// <param name="acceptChanges">
    /// Whether the seed, the batch, the selector and other settings may differ from those that the run began with. Default false: an error says
    /// which do.
    /// </param>
    /// <exception cref="ArgumentException">The pool is empty, the budget larger than the pool, or the options do not go together.</exception>
    /// <exception cref="FileNotFoundException">There is no such journal.</exception>
    /// <exception cref="InvalidDataException">The journal is damaged, of another pool, of other labels or another network, or of other settings.</exception>
    /// <exception cref="IOException">The journal cannot be read, or another loop writes to it.</exception>
    public static ActiveLearningLoop Resume(
        ActiveLearningSetup setup, ActiveLearningOptions? options, string journal, bool acceptChanges = false)
    {
        Guard.NotNull(journal);
        return new(setup, options ?? new ActiveLearningOptions(), journal, header =>
        {
            LabelJournal opened = LabelJournal.Open(journal, out JournalHeader saved, out IReadOnlyList<JournalEntry> entries);
            try
            {
                LoopChecks.Compare(saved, header, journal, acceptChanges);
                return (opened, entries);
            }
            catch
            {
                opened.Dispose();
                throw;
            }
        });
    }

    /// <summary>Goes on with a run where there is a journal, and starts one where there is none: for programs that are simply run again.</summary>
    /// <inheritdoc cref="Resume"/>
    public static ActiveLearningLoop StartOrResume(ActiveLearningSetup setup, ActiveLearningOptions? options, string journal) =>
        LabelJournal.Exists(Guard.NotNull(journal)) ? Resume(setup, options, journal) : Start(setup, options, journal);

    /// <summary>Runs until the budget is spent, the pool is empty or a stop rule says so.</summary>
    /// <param name="progress">Hears of each stage of each round.</param>
    /// <param name="cancellationToken">Looked at between stages and handed on; what was answered so far is kept, and <c>Run</c> can be called again.</param>
    /// <returns>What the run has come to. <see cref="Network"/> is then the network of the last round.</returns>
    /// <exception cref="InvalidOperationException">
    /// The oracle gave a label that cannot be, or no answer, or answered what it was not asked; or the learner or the selector did not do its part.
    /// What was answered before is kept, and the loop can be run again.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public ActiveLearningResult Run(IProgress<ActiveLearningProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Begin();
        while (true)
        {
            AnswerOpen(progress, cancellationToken);
            int number = RoundToTrain();
            Train(number, progress, cancellationToken);
            if (StopReason() is string reason)
            {
                Report(progress, ActiveLearningStage.Ended, number);
                return new ActiveLearningResult(Rounds, Labelled, [.. _state.Abstained], reason);
            }

            Report(progress, ActiveLearningStage.Choosing, number);
            Note(_round.Choose(Math.Min(_options.Batch, _budget - _state.Labelled.Count), cancellationToken));
        }
    }

    /// <summary>Closes the journal and gives the network back.</summary>
    public void Dispose()
    {
        _disposed = true;
        _journal?.Dispose();
        _network.Dispose();
    }

    private void Replay(IReadOnlyList<JournalEntry> entries, string? path)
    {
        for (int i = 0; i < entries.Count; i++)
        {
            if (_state.Problem(entries[i]) is string problem)
            {
                throw new InvalidDataException($"Line {i + 2} of '{path}' does not go with what comes before: {problem}.");
            }

            _state.Apply(entries[i]);
        }
    }

    /// <summary>Notes what is known and asks for the first labels, where that has not happened.</summary>
    private void Begin()
    {
        if (!_state.HasBegun && _options.Labelled.Count > 0)
        {
            Note(new KnownEntry(_options.Labelled));
        }

        if (_state.AskedRound < 0 && _state.Rounds.Count == 0 && LoopChecks.First(_options, _state.Unasked()) is { Length: > 0 } first)
        {
            Note(new QueryEntry(0, first, [.. first.Select(_ => double.NaN)]));
        }
    }

    private void AnswerOpen(IProgress<ActiveLearningProgress>? progress, CancellationToken cancellationToken)
    {
        if (_state.Open.Count == 0)
        {
            return;
        }

        Report(progress, ActiveLearningStage.Asking, _state.AskedRound);
        OracleQuery[] queries = [.. _state.Open.Select(open => new OracleQuery(_setup.Pool, open.Index, _state.AskedRound, open.Score))];
        foreach (OracleAnswer answer in _setup.Oracle.Ask(queries, cancellationToken))
        {
            Note(new AnswerEntry(answer.Index, answer.Label));
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (_state.Open.Count > 0)
        {
            throw new InvalidOperationException(
                $"The oracle did not answer for inputs [{string.Join(", ", _state.Open.Select(open => open.Index))}].");
        }
    }

    /// <summary>The last round where it has not asked, else the next.</summary>
    private int RoundToTrain() => _state.Rounds.Count > Math.Max(0, _state.AskedRound) ? _state.Rounds.Count : _state.Rounds.Count + 1;

    private void Train(int number, IProgress<ActiveLearningProgress>? progress, CancellationToken cancellationToken)
    {
        if (_state.Labelled.Count == 0)
        {
            throw new InvalidOperationException("There is no label to train on: the oracle abstained from all.");
        }

        bool measured = _state.Rounds.Count == number;
        if (!_network.IsTrained(number))
        {
            Report(progress, ActiveLearningStage.Training, number);
            _network.Train(number, _state, measured, cancellationToken);
        }

        if (!measured)
        {
            Report(progress, ActiveLearningStage.Validating, number);
            RoundEntry entry = _round.Measure(number, cancellationToken);
            _network.Save();
            Note(entry);
            _network.ForgetEarlier();
        }
    }

    private string? StopReason() =>
        _options.StopRules.Select(rule => rule.Reason(_state.Rounds)).FirstOrDefault(reason => reason is not null)
        ?? (_state.Unasked().Length == 0 ? "every input of the pool has been asked for"
            : _state.Labelled.Count >= _budget ? $"the budget of {_budget} labels is spent" : null);

    /// <summary>Into the journal first, then into the state.</summary>
    private void Note(JournalEntry entry)
    {
        if (_state.Problem(entry) is string problem)
        {
            throw new InvalidOperationException($"{Blame(entry)}: {problem}.");
        }

        _journal?.Append(entry);
        _state.Apply(entry);
    }

    private static string Blame(JournalEntry entry) => entry switch
    {
        AnswerEntry => "The oracle gave an answer that cannot be",
        QueryEntry => "The selector chose what cannot be asked for",
        _ => "The loop is in disorder",
    };

    private void Report(IProgress<ActiveLearningProgress>? progress, ActiveLearningStage stage, int round) => progress?.Report(new ActiveLearningProgress(
        stage, round, _state.Labelled.Count, _budget, _state.Rounds.Count == 0 ? null : _state.Rounds[^1]));
}
