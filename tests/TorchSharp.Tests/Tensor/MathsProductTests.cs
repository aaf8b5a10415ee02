namespace TorchSharp.Tests;

[TestFixture]
internal sealed class MathsProductTests
{
    private static readonly Dictionary<string, Func<torch.Tensor[], torch.Tensor>> Methods = new()
    {
        ["matrix.diag"] = x => x[0].diag(),
        ["matrix.diag_above"] = x => torch.diag(x[0], 1),
        ["matrix.diag_embed"] = x => x[0].diag_embed(),
        ["matrix.diagonal"] = x => x[0].diagonal(1, 0, 1),
        ["matrix.t"] = x => x[0].t(),
        ["matrix.trace"] = x => x[0].trace(),
        ["matrix.tril"] = x => x[0].tril(1),
        ["matrix.triu"] = x => torch.triu(x[0]),
        ["product.addbmm"] = x => x[0].addbmm(x[1], x[2], 0.5f, 2),
        ["product.addmm"] = x => x[0].addmm(x[1], x[2], 0.5f, 2),
        ["product.addmv"] = x => x[0].addmv(x[1], x[2], 0.5f, 2),
        ["product.addr"] = x => x[0].addr(x[1], x[2], 0.5f, 2),
        ["product.bmm"] = x => x[0].bmm(x[1]),
        ["product.cdist"] = x => torch.cdist(x[0], x[1]),
        ["product.dot"] = x => x[0].dot(x[1]),
        ["product.einsum"] = x => torch.einsum("bij,bjk->bik", x[0], x[1]),
        ["product.inner"] = x => x[0].inner(x[1]),
        ["product.kron"] = x => x[0].kron(x[1]),
        ["product.matmul"] = x => x[0].matmul(x[1]),
        ["product.mm"] = x => x[0].mm(x[1]),
        ["product.mv"] = x => torch.mv(x[0], x[1]),
        ["product.outer"] = x => x[0].outer(x[1]),
        ["product.tensordot"] = x => x[0].tensordot(x[1], new long[] { 1 }, new long[] { 0 }),
    };

    [Test]
    public void Table_AllCasesOfTheOracle_AreInIt() =>
        Assert.That(Methods.Keys, Is.EquivalentTo(MathsOracle.Cases("matrix").Concat(MathsOracle.Cases("product"))));

    [TestCaseSource(nameof(MethodNames))]
    public void Method_InputsOfTheOracle_GivesValueAndGradients(string name) => MathsOracle.AssertMatches(name, Methods[name]);

    [Test]
    public void AddMmInPlace_InputsOfTheOracle_ChangesAndReturnsTheTensor()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor[] x = [.. Enumerable.Range(0, 3).Select(i => MathsOracle.Input("product.addmm", i))];
        torch.Tensor returned = x[0].addmm_(x[1], x[2], 0.5f, 2);
        MathsOracle.AssertValue("product.addmm", x[0]);
        MathsOracle.AssertValue("product.addmm", returned);
    }

    [Test]
    public void Diagonal_WrittenTo_ChangesTheMatrix()
    {
        using torch.Tensor matrix = torch.zeros(new long[] { 2, 2 }, torch.ScalarType.Float64);
        using torch.Tensor diagonal = matrix.diagonal(0, 0, 1);
        diagonal.add_(3);
        Assert.That(matrix.data<double>().ToArray(), Is.EqualTo(new[] { 3.0, 0, 0, 3 }));
    }

    [Test]
    public void MatMul_ShapesThatDoNotMatch_Throws()
    {
        using torch.Tensor a = torch.ones(new long[] { 2, 3 });
        Assert.That(() => a.mm(a), Throws.InstanceOf<System.Runtime.InteropServices.ExternalException>());
    }

    [Test]
    public void CDist_NegativeExponent_Throws()
    {
        using torch.Tensor a = torch.ones(new long[] { 2, 3 });
        Assert.That(() => torch.cdist(a, a, -1), Throws.ArgumentException);
    }

    [Test]
    public void BlockDiag_TwoMatrices_StandOnTheDiagonal()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor blocks = torch.block_diag(torch.ones(new long[] { 1, 2 }), torch.ones(new long[] { 1, 1 }));
        Assert.That(blocks.data<float>().ToArray(), Is.EqualTo(new[] { 1f, 1, 0, 0, 0, 1 }));
    }

    [Test]
    public void CartesianProduct_ListOrArray_PairsTheElements()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor a = torch.tensor(new long[] { 1, 2 });
        torch.Tensor b = torch.tensor(new long[] { 5, 6 });
        long[] expected = [1, 5, 1, 6, 2, 5, 2, 6];
        Assert.That(torch.cartesian_prod(a, b).data<long>().ToArray(), Is.EqualTo(expected));
        Assert.That(torch.cartesian_prod(new List<torch.Tensor> { a, b }).data<long>().ToArray(), Is.EqualTo(expected));
    }

    [Test]
    public void Transposes_OfThreeDimensions_ReverseAllOrTheLastTwo()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor x = torch.zeros(new long[] { 2, 3, 4 });
        Assert.That(x.T.shape, Is.EqualTo(new long[] { 4, 3, 2 }));
        Assert.That(x.mT.shape, Is.EqualTo(new long[] { 2, 4, 3 }));
        Assert.That(x.adjoint().shape, Is.EqualTo(new long[] { 2, 4, 3 }));
        Assert.That(x[0].H.shape, Is.EqualTo(new long[] { 4, 3 }));
    }

    private static string[] MethodNames => [.. Methods.Keys];
}
