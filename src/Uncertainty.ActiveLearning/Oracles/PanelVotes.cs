namespace Uncertainty.ActiveLearning;

/// <summary>The votes of several annotators about several inputs.</summary>
internal sealed class PanelVotes(int minimum)
{
    private readonly Dictionary<int, Dictionary<Label, int>> _votes = [];

    public void Add(OracleAnswer answer)
    {
        if (answer.Label is not Label label)
        {
            return;
        }

        if (!_votes.TryGetValue(answer.Index, out Dictionary<Label, int>? counts))
        {
            _votes.Add(answer.Index, counts = []);
        }

        counts[label] = counts.GetValueOrDefault(label) + 1;
    }

    /// <summary>The label with more votes than any other, if it has enough; null otherwise.</summary>
    public Label? Winner(int index)
    {
        if (!_votes.TryGetValue(index, out Dictionary<Label, int>? counts))
        {
            return null;
        }

        int most = counts.Values.Max();
        Label[] first = [.. counts.Where(entry => entry.Value == most).Select(entry => entry.Key)];
        return most >= minimum && first is [Label only] ? only : null;
    }
}
