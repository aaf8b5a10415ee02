namespace Uncertainty.ActiveLearning;

/// <summary>No near-duplicates: the features of any two that are chosen together lie at least so far apart. Needs features.</summary>
/// <param name="distance">The least Euclidean distance; finite and greater than 0. A tiny one keeps exact duplicates apart.</param>
/// <param name="fromLabelled">Whether they must lie as far from every labelled input too. Default false.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="distance"/> is not finite or not greater than 0.</exception>
/// <remarks>A candidate's distances are computed only when a selector asks for it, and none of them twice.</remarks>
public sealed class MinimumDistance(double distance, bool fromLabelled = false) : ISelectionConstraint
{
    private readonly double _distance = Guard.Positive(distance);

    /// <inheritdoc/>
    public ISelectionCheck Begin(CandidateSet candidates, int count, CancellationToken cancellationToken = default)
    {
        CandidateFeatures features = Guard.NotNull(candidates).Features(cancellationToken);
        FeatureRows? labelled = fromLabelled && features.Labelled is not null ? new FeatureRows(features.Labelled) : null;
        return new Check(new FeatureRows(features.Values), labelled, _distance);
    }

    private sealed class Check(FeatureRows rows, FeatureRows? labelled, double least) : ISelectionCheck
    {
        private readonly List<int> _taken = [];

        /// <summary>How many of the labelled and then of those taken each candidate has been compared with.</summary>
        private readonly int[] _compared = new int[rows.Count];
        private readonly bool[] _near = new bool[rows.Count];

        public bool Allows(int position)
        {
            int known = labelled?.Count ?? 0;
            while (!_near[position] && _compared[position] < known + _taken.Count)
            {
                int next = _compared[position]++;
                double distance = next < known ? rows.Distance(position, labelled![next]) : rows.Distance(position, _taken[next - known]);
                _near[position] = distance < least;
            }

            return !_near[position];
        }

        public void Take(int position) => _taken.Add(position);
    }
}
