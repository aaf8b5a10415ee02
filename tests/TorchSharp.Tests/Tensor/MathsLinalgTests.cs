namespace TorchSharp.Tests;

[TestFixture]
internal sealed class MathsLinalgTests
{
    private static readonly Dictionary<string, Func<torch.Tensor[], torch.Tensor>> Methods = new()
    {
        ["linalg.cholesky"] = x => torch.linalg.cholesky(x[0]),
        ["linalg.cholesky_inverse"] = x => x[0].cholesky_inverse(),
        ["linalg.cholesky_solve"] = x => torch.cholesky_solve(x[0], x[1]),
        ["linalg.cond"] = x => torch.linalg.cond(x[0]),
        ["linalg.cross"] = x => torch.linalg.cross(x[0], x[1]),
        ["linalg.det"] = x => x[0].det(),
        ["linalg.eigvalsh"] = x => torch.linalg.eigvalsh(x[0]),
        ["linalg.inv"] = x => torch.linalg.inv(x[0]),
        ["linalg.logdet"] = x => x[0].logdet(),
        ["linalg.lstsq"] = x => torch.linalg.lstsq(x[0], x[1]).Solution,
        ["linalg.matrix_exp"] = x => x[0].matrix_exp(),
        ["linalg.matrix_norm"] = x => torch.linalg.matrix_norm(x[0]),
        ["linalg.matrix_norm_one"] = x => torch.linalg.matrix_norm(x[0], 1.0),
        ["linalg.matrix_power"] = x => x[0].matrix_power(3),
        ["linalg.multi_dot"] = x => torch.linalg.multi_dot(new List<torch.Tensor> { x[0], x[0], x[1] }),
        ["linalg.norm"] = x => torch.linalg.norm(x[0]),
        ["linalg.norm_nuc"] = x => torch.linalg.norm(x[0], "nuc"),
        ["linalg.norm_two"] = x => torch.linalg.norm(x[0], 2),
        ["linalg.pinv"] = x => torch.linalg.pinv(x[0]),
        ["linalg.slogdet"] = x => torch.linalg.slogdet(x[0]).Item2,
        ["linalg.solve"] = x => torch.linalg.solve(x[0], x[1]),
        ["linalg.svdvals"] = x => torch.linalg.svdvals(x[0]),
        ["linalg.vecdot"] = x => torch.linalg.vecdot(x[0], x[1]),
        ["linalg.vector_norm"] = x => torch.linalg.vector_norm(x[0], 3.0, new long[] { 1 }, true),
    };

    [TestCaseSource(nameof(MethodNames))]
    public void Method_InputsOfTheOracle_GivesValueAndGradients(string name) => MathsOracle.AssertMatches(name, Methods[name]);

    [Test]
    public void Cholesky_TimesItsTranspose_IsTheMatrix()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor spd = MathsOracle.Input("linalg.cholesky", 0);
        torch.Tensor lower = torch.linalg.cholesky(spd);
        (torch.Tensor again, torch.Tensor info) = torch.linalg.cholesky_ex(spd);
        Assert.That(lower.mm(lower.t()).allclose(spd), Is.True);
        Assert.That(again.allclose(lower), Is.True);
        Assert.That(info.item<int>(), Is.Zero);
    }

    [Test]
    public void Cholesky_MatrixThatIsNotPositive_ThrowsOrReportsWhere()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor matrix = torch.tensor(new[] { 1.0, 0, 0, -1 }).reshape(2, 2);
        Assert.That(
            () => torch.linalg.cholesky(matrix),
            Throws.InstanceOf<System.Runtime.InteropServices.ExternalException>().With.Message.Contains("positive-definite"));
        Assert.That(torch.linalg.cholesky_ex(matrix).info.item<int>(), Is.EqualTo(2));
    }

    [Test]
    public void Inv_SingularMatrix_Throws()
    {
        using torch.Tensor matrix = torch.zeros(new long[] { 2, 2 });
        Assert.That(() => torch.linalg.inv(matrix), Throws.InstanceOf<System.Runtime.InteropServices.ExternalException>());
    }

    [Test]
    public void EigH_VectorsAndValues_RebuildTheMatrix()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor spd = MathsOracle.Input("linalg.cholesky", 0);
        (torch.Tensor values, torch.Tensor vectors) = torch.linalg.eigh(spd);
        Assert.That((vectors * values).mm(vectors.t()).allclose(spd), Is.True);
        Assert.That(values.allclose(torch.linalg.eigvalsh(spd)), Is.True);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Svd_ThinOrFull_RebuildsTheMatrix(bool full)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor tall = MathsOracle.Input("linalg.pinv", 0);
        (torch.Tensor u, torch.Tensor s, torch.Tensor vh) = torch.linalg.svd(tall, full);
        Assert.That(u.shape, Is.EqualTo(new long[] { 5, full ? 5 : 3 }));
        torch.Tensor middle = full ? torch.cat(new List<torch.Tensor> { s.diag(), torch.zeros_like(s.diag())[..2] }) : s.diag();
        Assert.That(u.mm(middle).mm(vh).allclose(tall), Is.True);
    }

    [TestCase(torch.linalg.QRMode.Reduced, 3)]
    [TestCase(torch.linalg.QRMode.Complete, 5)]
    public void Qr_EitherMode_RebuildsTheMatrix(torch.linalg.QRMode mode, long columns)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor tall = MathsOracle.Input("linalg.pinv", 0);
        (torch.Tensor q, torch.Tensor r) = torch.linalg.qr(tall, mode);
        Assert.That(q.shape, Is.EqualTo(new[] { 5, columns }));
        Assert.That(q.mm(r).allclose(tall), Is.True);
    }

    [Test]
    public void Lu_FactorsAndPermutation_RebuildTheMatrix()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor matrix = MathsOracle.Input("linalg.inv", 0);
        (torch.Tensor p, torch.Tensor l, torch.Tensor u) = torch.linalg.lu(matrix);
        Assert.That(p.mm(l).mm(u).allclose(matrix), Is.True);
    }

    [Test]
    public void SolveEx_RegularMatrix_SolvesWithInfoZero()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor matrix = MathsOracle.Input("linalg.solve", 0);
        torch.Tensor right = MathsOracle.Input("linalg.solve", 1);
        (torch.Tensor result, torch.Tensor info) = torch.linalg.solve_ex(matrix, right);
        Assert.That(matrix.mm(result).allclose(right), Is.True);
        Assert.That(info.item<int>(), Is.Zero);
    }

    [Test]
    public void MatrixRank_DependentColumns_AreNotCounted()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor column = torch.tensor(new[] { 1.0, 2, 3 }).reshape(3, 1);
        torch.Tensor matrix = torch.cat(new List<torch.Tensor> { column, column * 2, column + 1 }, 1);
        Assert.That(torch.linalg.matrix_rank(matrix, rtol: 1e-10).item<long>(), Is.EqualTo(2));
    }

    private static string[] MethodNames => [.. Methods.Keys];
}
