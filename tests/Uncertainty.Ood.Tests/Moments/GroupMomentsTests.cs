using TorchSharp;
using Uncertainty.Testing;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.Ood.Tests;

[TestFixture]
internal sealed class GroupMomentsTests
{
    private const int Width = 3;
    private const int Groups = 4;

    [Test]
    public void Add_BatchesOfAnySize_GivesTheSumsOfTheFormula([Values(1, 7, 100)] int size, [Values(0, 1e8)] double offset)
    {
        using Samples samples = new(101, Width, Groups, offset);
        using GroupMoments moments = new(scatter: true);
        foreach ((Tensor inputs, Tensor labels) in samples.Labelled(size))
        {
            moments.Add(inputs, labels);
        }

        double[][] means = [.. Enumerable.Range(0, Groups).Select(group => Mean(samples.Rows.Where((_, i) => samples.Classes[i] == group)))];
        double[] mean = Mean(samples.Rows);
        using DisposeScope scope = torch.NewDisposeScope();
        Assert.That(moments.Counts, Is.EqualTo(new long[] { 26, 25, 25, 25 }));
        Assert.That(Values.Of(moments.Means()), Is.EqualTo(means.SelectMany(row => row)).Within(1e-15 * offset + 1e-13));
        Assert.That(Values.Of(moments.Mean()), Is.EqualTo(mean).Within(1e-15 * offset + 1e-13));
        double tolerance = offset == 0 ? 1e-10 : 1e-5;
        Assert.That(Values.Of(moments.Within), Is.EqualTo(Scatter(samples, i => means[samples.Classes[i]])).Within(tolerance));
        Assert.That(Values.Of(moments.Total()), Is.EqualTo(Scatter(samples, _ => mean)).Within(tolerance));
    }

    [Test]
    public void Add_GroupThatComesLate_CountsLikeTheOthers()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GroupMoments moments = new(scatter: true);
        moments.Add(torch.tensor(new double[,] { { 1 }, { 3 } }), torch.tensor(new long[] { 0, 0 }));
        moments.Add(torch.tensor(new double[,] { { 10 }, { 14 }, { 8 } }), torch.tensor(new long[] { 2, 2, 0 }));
        Assert.That(moments.Counts, Is.EqualTo(new long[] { 3, 0, 2 }));
        using Tensor means = moments.Means();
        Assert.That(Values.Of(means).Where((_, group) => group != 1), Is.EqualTo(new[] { 4.0, 12 }).Within(1e-14));
        Assert.That(Values.Of(moments.Within), Is.EqualTo(new[] { 9.0 + 1 + 16 + 4 + 4 }).Within(1e-13));
    }

    [Test]
    public void Add_WithoutGroups_IsOneGroup()
    {
        using Samples samples = new(20, Width, 1);
        using GroupMoments moments = new(scatter: true);
        moments.Add(samples.Features);
        using Tensor total = moments.Total();
        Assert.That(moments.Count, Is.EqualTo(20));
        Assert.That(Values.Of(total), Is.EqualTo(Values.Of(moments.Within)).Within(1e-10));
    }

    [Test]
    public void Add_LabelsThatNumberNoClasses_AreAnError()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GroupMoments moments = new(scatter: true);
        Tensor labels = torch.tensor(new long[] { 0, 1L << 40 });
        ArgumentException error = Assert.Throws<ArgumentException>(() => moments.Add(torch.ones(2, 2, dtype: torch.ScalarType.Float64), labels))!;
        Assert.That(error.ParamName, Is.EqualTo("batches"));
        Assert.That(error.Message, Does.Contain("1099511627776"));
    }

    private static double[] Mean(IEnumerable<double[]> rows) =>
        [.. Enumerable.Range(0, Width).Select(column => rows.First()[column] + rows.Average(row => row[column] - rows.First()[column]))];

    private static IEnumerable<double> Scatter(Samples samples, Func<int, double[]> centre) =>
        from a in Enumerable.Range(0, Width)
        from b in Enumerable.Range(0, Width)
        select samples.Rows.Select((row, i) => (row[a] - centre(i)[a]) * (row[b] - centre(i)[b])).Sum();
}
