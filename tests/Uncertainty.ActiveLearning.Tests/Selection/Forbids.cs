namespace Uncertainty.ActiveLearning.Tests.Selection;

/// <summary>A constraint that shuts out some candidates.</summary>
internal sealed class Forbids(params int[] positions) : ISelectionConstraint
{
    public ISelectionCheck Begin(CandidateSet candidates, int count, CancellationToken cancellationToken = default) => new Check(positions);

    private sealed class Check(int[] positions) : ISelectionCheck
    {
        public bool Allows(int position) => !positions.Contains(position);

        public void Take(int position) => Assert.That(positions, Does.Not.Contain(position));
    }
}
