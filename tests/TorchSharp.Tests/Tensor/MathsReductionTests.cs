namespace TorchSharp.Tests;

[TestFixture]
internal sealed class MathsReductionTests
{
    private static readonly Dictionary<string, Func<torch.Tensor, torch.Tensor>> Methods = new()
    {
        ["reduction.all"] = x => (x > -9).all(),
        ["reduction.amax"] = x => x.amax(new long[] { 1 }),
        ["reduction.amin"] = x => x.amin(new long[] { 0, 1 }, true),
        ["reduction.any_dim"] = x => (x > 1).any(1),
        ["reduction.argmax"] = x => x.argmax(),
        ["reduction.argmax_dim"] = x => x.argmax(1),
        ["reduction.argmin_keepdim"] = x => x.argmin(0, true),
        ["reduction.corrcoef"] = x => x.corrcoef(),
        ["reduction.count_nonzero"] = x => (x > 0).count_nonzero(),
        ["reduction.count_nonzero_dim"] = x => (x > 0).count_nonzero(new long[] { 1 }),
        ["reduction.cov"] = x => x.cov(),
        ["reduction.cummax"] = x => x.cummax(1).values,
        ["reduction.cummin"] = x => torch.cummin(x, 1).values,
        ["reduction.cumprod"] = x => x.cumprod(0),
        ["reduction.cumsum"] = x => x.cumsum(1),
        ["reduction.diff"] = x => x.diff(),
        ["reduction.dist"] = x => x.dist(torch.stack(new[] { x[2], x[1], x[0] })),
        ["reduction.histc"] = x => x.histc(4, -2, 2),
        ["reduction.log_softmax"] = x => x.log_softmax(0),
        ["reduction.logcumsumexp"] = x => x.logcumsumexp(1),
        ["reduction.logsumexp"] = x => x.logsumexp(1),
        ["reduction.max"] = x => x.max(),
        ["reduction.max_indexes"] = x => x.max(1).indexes,
        ["reduction.max_values"] = x => x.max(1).values,
        ["reduction.mean"] = x => x.mean(),
        ["reduction.mean_dim"] = x => x.mean(new long[] { -1 }),
        ["reduction.mean_keepdim"] = x => x.mean(new long[] { 0, 1 }, true),
        ["reduction.median"] = x => x.median(),
        ["reduction.min"] = x => x.min(),
        ["reduction.min_values"] = x => x.min(0, true).values,
        ["reduction.norm"] = x => x.norm(),
        ["reduction.norm_dim"] = x => x.norm(1, true, 3),
        ["reduction.norm_one"] = x => x.norm(1.0f),
        ["reduction.quantile"] = x => x.quantile(torch.tensor(new[] { 0.1, 0.5, 0.95 })),
        ["reduction.quantile_dim"] = x => x.quantile(torch.tensor(new[] { 0.25, 0.5 }), 0, true),
        ["reduction.renorm"] = x => x.renorm(2, 0, 1.5f),
        ["reduction.softmax"] = x => x.softmax(1),
        ["reduction.std"] = x => x.std(),
        ["reduction.std_biased"] = x => x.std(false),
        ["reduction.std_dim"] = x => x.std(1),
        ["reduction.std_keepdim"] = x => x.std(new long[] { 0, 1 }, unbiased: false, keepdim: true),
        ["reduction.sum"] = x => x.sum(),
        ["reduction.sum_dim"] = x => x.sum(1),
        ["reduction.sum_dims"] = x => x.sum(0, 1),
        ["reduction.sum_keepdim"] = x => x.sum(0, true),
        ["reduction.trapezoid"] = x => x.trapezoid(0.5),
        ["reduction.var"] = x => x.var(),
        ["reduction.var_dim"] = x => x.var(0),
        ["reduction.var_keepdim"] = x => x.var(1, unbiased: false, keepdim: true),
        ["missing.nanmedian"] = x => x.nanmedian(),
        ["missing.nansum"] = x => x.nansum(),
    };

    private static readonly Dictionary<string, Func<torch.Tensor, torch.Tensor>> Statics = new()
    {
        ["reduction.amax"] = x => torch.amax(x, new long[] { 1 }),
        ["reduction.argmax_dim"] = x => torch.argmax(x, 1),
        ["reduction.count_nonzero"] = x => torch.count_nonzero(x > 0),
        ["reduction.cov"] = x => torch.cov(x),
        ["reduction.cumsum"] = x => torch.cumsum(x, 1),
        ["reduction.logsumexp"] = x => torch.logsumexp(x, 1),
        ["reduction.max"] = x => torch.max(x),
        ["reduction.max_values"] = x => torch.max(x, 1).values,
        ["reduction.mean"] = x => torch.mean(x),
        ["reduction.mean_keepdim"] = x => torch.mean(x, new long[] { 0, 1 }, true),
        ["reduction.norm_one"] = x => torch.norm(x, 1.0f),
        ["reduction.quantile"] = x => torch.quantile(x, torch.tensor(new[] { 0.1, 0.5, 0.95 })),
        ["reduction.softmax"] = x => torch.softmax(x, 1),
        ["reduction.std_dim"] = x => torch.std(x, 1),
        ["reduction.sum"] = x => torch.sum(x),
        ["reduction.sum_dim"] = x => torch.sum(x, 1),
        ["reduction.sum_keepdim"] = x => torch.sum(x, 0, true),
        ["reduction.var_keepdim"] = x => torch.var(x, 1, unbiased: false, keepdim: true),
    };

    [TestCaseSource(nameof(MethodNames))]
    public void Method_InputOfTheOracle_GivesValueAndGradient(string name) =>
        MathsOracle.AssertMatches(name, inputs => Methods[name](inputs[0]));

    [TestCaseSource(nameof(StaticNames))]
    public void Static_InputOfTheOracle_GivesValueAndGradient(string name) =>
        MathsOracle.AssertMatches(name, inputs => Statics[name](inputs[0]));

    [Test]
    public void StdMeanAndVarMean_OverADimension_AgreeWithStdVarAndMean()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor x = MathsOracle.Input("reduction.sum", 0);
        (torch.Tensor std, torch.Tensor mean) = x.std_mean(1, unbiased: false);
        (torch.Tensor variance, torch.Tensor again) = torch.var_mean(x, 1, unbiased: false);
        Assert.That(std.allclose(x.std(1, unbiased: false)), Is.True);
        Assert.That(variance.allclose(x.var(1, unbiased: false)), Is.True);
        Assert.That(mean.allclose(x.mean(new long[] { 1 })), Is.True);
        Assert.That(again.allclose(mean), Is.True);
    }

    [Test]
    public void Sum_AnotherTypeAsked_IsOfThatType()
    {
        using torch.Tensor x = torch.ones(new long[] { 3 });
        using torch.Tensor whole = x.sum(torch.ScalarType.Float64);
        using torch.Tensor along = x.sum(0, false, torch.ScalarType.Int64);
        Assert.That(whole.dtype, Is.EqualTo(torch.ScalarType.Float64));
        Assert.That(along.dtype, Is.EqualTo(torch.ScalarType.Int64));
        Assert.That(along.item<long>(), Is.EqualTo(3));
    }

    [Test]
    public void Mode_RepeatedValues_AreFoundWithTheirIndex()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor x = torch.tensor(new[] { 3.0, 1, 3, 2, 2, 2 }).reshape(2, 3);
        (torch.Tensor values, torch.Tensor indices) = x.mode();
        Assert.That(values.data<double>().ToArray(), Is.EqualTo(new[] { 3.0, 2 }));
        Assert.That(indices.data<long>().ToArray(), Is.EqualTo(new long[] { 2, 2 }));
    }

    [Test]
    public void AMinMax_NoDimension_IsOverAllElements()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor x = torch.tensor(new[] { 3.0, 1, 4, 2 }).reshape(2, 2);
        (torch.Tensor min, torch.Tensor max) = x.aminmax();
        (torch.Tensor mins, torch.Tensor maxs) = x.aminmax(0);
        Assert.That(min.item<double>(), Is.EqualTo(1));
        Assert.That(max.item<double>(), Is.EqualTo(4));
        Assert.That(mins.data<double>().ToArray(), Is.EqualTo(new[] { 3.0, 1 }));
        Assert.That(maxs.data<double>().ToArray(), Is.EqualTo(new[] { 4.0, 2 }));
    }

    [Test]
    public void Unique_InverseAndCountsAsked_AreReturned()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor x = torch.tensor(new long[] { 3, 1, 3, 2, 3 });
        (torch.Tensor output, torch.Tensor? inverse, torch.Tensor? counts) = x.unique(true, true, true);
        Assert.That(output.data<long>().ToArray(), Is.EqualTo(new long[] { 1, 2, 3 }));
        Assert.That(inverse!.data<long>().ToArray(), Is.EqualTo(new long[] { 2, 0, 2, 1, 2 }));
        Assert.That(counts!.data<long>().ToArray(), Is.EqualTo(new long[] { 1, 1, 3 }));
    }

    [Test]
    public void Unique_NothingElseAsked_ReturnsNullForIt()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        (torch.Tensor output, torch.Tensor? inverse, torch.Tensor? counts) = torch.tensor(new long[] { 2, 2, 1 }).unique();
        Assert.That(output.data<long>().ToArray(), Is.EqualTo(new long[] { 1, 2 }));
        Assert.That(inverse, Is.Null);
        Assert.That(counts, Is.Null);
    }

    [Test]
    public void UniqueConsecutive_Runs_AreCollapsed()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor x = torch.tensor(new long[] { 1, 1, 2, 1 });
        (torch.Tensor output, torch.Tensor? _, torch.Tensor? counts) = x.unique_consecutive(return_counts: true);
        Assert.That(output.data<long>().ToArray(), Is.EqualTo(new long[] { 1, 2, 1 }));
        Assert.That(counts!.data<long>().ToArray(), Is.EqualTo(new long[] { 2, 1, 1 }));
    }

    [Test]
    public void BinCount_WithAndWithoutWeights_CountsEachInteger()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor x = torch.tensor(new long[] { 0, 2, 2 });
        torch.Tensor weights = torch.tensor(new[] { 0.5, 1, 2 });
        Assert.That(x.bincount(null, 4).data<long>().ToArray(), Is.EqualTo(new long[] { 1, 0, 2, 0 }));
        Assert.That(torch.bincount(x, weights).data<double>().ToArray(), Is.EqualTo(new[] { 0.5, 0, 3 }));
    }

    [Test]
    public void Histogram_OfARange_GivesCountsAndEdges()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor x = torch.tensor(new[] { 0.1, 0.6, 0.7, 1.9 });
        (torch.Tensor counts, torch.Tensor edges) = torch.histogram(x, 4, (0.0, 2.0));
        Assert.That(counts.data<double>().ToArray(), Is.EqualTo(new[] { 1.0, 2, 0, 1 }));
        Assert.That(edges.data<double>().ToArray(), Is.EqualTo(new[] { 0.0, 0.5, 1, 1.5, 2 }).Within(1e-12));
    }

    private static string[] MethodNames => [.. Methods.Keys];

    private static string[] StaticNames => [.. Statics.Keys];
}
