namespace Uncertainty.ActiveLearning;

/// <summary>
/// How many of each class a batch may hold so that classes become as even as they can: every class is filled up to one level, and as many
/// classes as it takes to fill the batch get one more.
/// </summary>
internal sealed class ClassQuotas
{
    private readonly int[] _quotas;
    private readonly bool[] _mayExceed;
    private int _extras;

    /// <param name="available">How many candidates of each class there are; together at least <paramref name="count"/>.</param>
    /// <param name="labelled">How many of each class are labelled already.</param>
    /// <param name="count">How many are to be chosen; at least 1.</param>
    public ClassQuotas(IReadOnlyList<int> available, IReadOnlyList<int> labelled, int count)
    {
        // The highest level whose quotas do not exceed the batch; at level + 1 they do, or just fill it.
        int level = 0;
        int beyond = labelled.Max() + available.Max();
        while (beyond - level > 1)
        {
            int middle = level + ((beyond - level) / 2);
            (level, beyond) = Quotas(middle).Sum() < count ? (middle, beyond) : (level, middle);
        }

        _quotas = Quotas(level);
        _mayExceed = [.. Quotas(beyond).Zip(_quotas, (above, below) => above > below)];
        _extras = count - _quotas.Sum();

        int[] Quotas(int height) => [.. available.Select((there, c) => Math.Clamp(height - labelled[c], 0, there))];
    }

    public bool Allows(int number) => _quotas[number] > 0 || (_mayExceed[number] && _extras > 0);

    public void Take(int number)
    {
        if (_quotas[number] > 0)
        {
            _quotas[number]--;
            return;
        }

        _extras--;
        _mayExceed[number] = false;
    }
}
