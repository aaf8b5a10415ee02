namespace Uncertainty.ActiveLearning;

/// <summary>How far each row is from the nearest of a growing number of centres.</summary>
internal sealed class NearestCentres
{
    /// <summary>More than 2, by what rounding may take: then skipping a distance never changes a bit of the result.</summary>
    private const double Safely = 2.000001;

    private readonly FeatureRows _rows;
    private readonly double[] _distances;
    private readonly int[] _nearest;
    private readonly List<double[]> _centres = [];

    public NearestCentres(FeatureRows rows)
    {
        _rows = rows;
        _distances = new double[rows.Count];
        _nearest = new int[rows.Count];
        Array.Fill(_distances, double.PositiveInfinity);
    }

    /// <summary>Distance of each row to its nearest centre; infinite while there is none.</summary>
    public IReadOnlyList<double> Distances => _distances;

    /// <summary>Adds a centre.</summary>
    /// <remarks>
    /// By the triangle inequality a row that is nearer to its centre c than half the way from c to the new centre is not nearer to the new one:
    /// its distance is not computed.
    /// </remarks>
    public void Add(ReadOnlySpan<double> centre)
    {
        double[] added = centre.ToArray();
        FeatureRows one = new(added, added.Length);
        int number = _centres.Count;
        double[] apart = [.. _centres.Select(other => one.Distance(0, other))];
        _centres.Add(added);
        RowRanges.Run(_rows.Count, (first, last) =>
        {
            for (int i = first; i < last; i++)
            {
                if (number > 0 && apart[_nearest[i]] > Safely * _distances[i])
                {
                    continue;
                }

                double distance = _rows.Distance(i, added);
                if (distance < _distances[i])
                {
                    _distances[i] = distance;
                    _nearest[i] = number;
                }
            }
        });
    }
}
