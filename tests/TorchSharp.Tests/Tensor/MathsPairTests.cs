namespace TorchSharp.Tests;

[TestFixture]
internal sealed class MathsPairTests
{
    private static readonly Dictionary<string, Func<torch.Tensor[], torch.Tensor>> Methods = new()
    {
        ["pair.add"] = x => x[0].add(x[1]),
        ["pair.add_alpha"] = x => x[0].add(x[1], 2.5),
        ["pair.atan2"] = x => x[0].atan2(x[1]),
        ["pair.clamp_tensors"] = x => x[0].clamp(x[1] - 1, x[1] + 0.5),
        ["pair.copysign"] = x => x[0].copysign(x[1]),
        ["pair.div"] = x => x[0].div(x[1]),
        ["pair.div_floor"] = x => x[0].div(x[1], torch.RoundingMode.floor),
        ["pair.div_trunc"] = x => x[0].div(x[1], torch.RoundingMode.trunc),
        ["pair.eq"] = x => x[0].eq(x[1]),
        ["pair.float_power"] = x => x[0].float_power(x[1]),
        ["pair.floor_divide"] = x => x[0].floor_divide(x[1]),
        ["pair.fmax"] = x => x[0].fmax(x[1]),
        ["pair.fmin"] = x => x[0].fmin(x[1]),
        ["pair.fmod"] = x => x[0].fmod(x[1]),
        ["pair.ge"] = x => x[0].ge(x[1]),
        ["pair.gt"] = x => x[0].gt(x[1]),
        ["pair.heaviside"] = x => x[0].heaviside(x[1]),
        ["pair.hypot"] = x => x[0].hypot(x[1]),
        ["pair.igamma"] = x => x[0].igamma(x[1]),
        ["pair.igammac"] = x => x[0].igammac(x[1]),
        ["pair.ldexp"] = x => x[0].ldexp(x[1]),
        ["pair.le"] = x => x[0].le(x[1]),
        ["pair.logaddexp"] = x => x[0].logaddexp(x[1]),
        ["pair.logaddexp2"] = x => x[0].logaddexp2(x[1]),
        ["pair.logical_and"] = x => x[0].logical_and(x[1]),
        ["pair.logical_or"] = x => x[0].logical_or(x[1]),
        ["pair.logical_xor"] = x => x[0].logical_xor(x[1]),
        ["pair.lt"] = x => x[0].lt(x[1]),
        ["pair.maximum"] = x => x[0].maximum(x[1]),
        ["pair.minimum"] = x => x[0].minimum(x[1]),
        ["pair.mul"] = x => x[0].mul(x[1]),
        ["pair.ne"] = x => x[0].ne(x[1]),
        ["pair.pow"] = x => x[0].pow(x[1]),
        ["pair.remainder"] = x => x[0].remainder(x[1]),
        ["pair.special_xlog1py"] = x => torch.special.xlog1py(x[0], x[1]),
        ["pair.special_zeta"] = x => torch.special.zeta(x[0], x[1]),
        ["pair.sub"] = x => x[0].sub(x[1]),
        ["pair.xlogy"] = x => x[0].xlogy(x[1]),
        ["triple.addcdiv"] = x => x[0].addcdiv(x[1], x[2], 0.5),
        ["triple.addcmul"] = x => x[0].addcmul(x[1], x[2], 0.5),
        ["triple.lerp"] = x => x[0].lerp(x[1], x[2]),
        ["triple.where"] = x => x[0].where(x[2] > 0.9, x[1]),
    };

    private static readonly Dictionary<string, Func<torch.Tensor[], torch.Tensor>> Statics = new()
    {
        ["pair.add"] = x => torch.add(x[0], x[1]),
        ["pair.add_alpha"] = x => torch.add(x[0], x[1], 2.5),
        ["pair.atan2"] = x => torch.atan2(x[0], x[1]),
        ["pair.copysign"] = x => torch.copysign(x[0], x[1]),
        ["pair.div"] = x => torch.div(x[0], x[1]),
        ["pair.float_power"] = x => torch.float_power(x[0], x[1]),
        ["pair.floor_divide"] = x => torch.floor_divide(x[0], x[1]),
        ["pair.fmax"] = x => torch.fmax(x[0], x[1]),
        ["pair.fmin"] = x => torch.fmin(x[0], x[1]),
        ["pair.fmod"] = x => torch.fmod(x[0], x[1]),
        ["pair.hypot"] = x => torch.hypot(x[0], x[1]),
        ["pair.igamma"] = x => torch.special.gammainc(x[0], x[1]),
        ["pair.igammac"] = x => torch.special.gammaincc(x[0], x[1]),
        ["pair.ldexp"] = x => torch.ldexp(x[0], x[1]),
        ["pair.logaddexp"] = x => torch.logaddexp(x[0], x[1]),
        ["pair.logical_and"] = x => torch.logical_and(x[0], x[1]),
        ["pair.maximum"] = x => torch.maximum(x[0], x[1]),
        ["pair.minimum"] = x => torch.minimum(x[0], x[1]),
        ["pair.mul"] = x => torch.mul(x[0], x[1]),
        ["pair.pow"] = x => torch.pow(x[0], x[1]),
        ["pair.remainder"] = x => torch.remainder(x[0], x[1]),
        ["pair.sub"] = x => torch.sub(x[0], x[1]),
        ["pair.xlogy"] = x => torch.xlogy(x[0], x[1]),
        ["triple.addcdiv"] = x => torch.addcdiv(x[0], x[1], x[2], 0.5),
        ["triple.addcmul"] = x => torch.addcmul(x[0], x[1], x[2], 0.5),
        ["triple.lerp"] = x => torch.lerp(x[0], x[1], x[2]),
        ["triple.where"] = x => torch.where(x[2] > 0.9, x[0], x[1]),
    };

    private static readonly Dictionary<string, Func<torch.Tensor[], torch.Tensor>> InPlaces = new()
    {
        ["pair.add"] = x => x[0].add_(x[1]),
        ["pair.add_alpha"] = x => x[0].add_(x[1], 2.5),
        ["pair.atan2"] = x => x[0].atan2_(x[1]),
        ["pair.div"] = x => x[0].div_(x[1]),
        ["pair.div_floor"] = x => x[0].div_(x[1], torch.RoundingMode.floor),
        ["pair.floor_divide"] = x => x[0].floor_divide_(x[1]),
        ["pair.fmod"] = x => x[0].fmod_(x[1]),
        ["pair.ge"] = x => x[0].ge_(x[1]),
        ["pair.lt"] = x => x[0].lt_(x[1]),
        ["pair.logical_or"] = x => x[0].logical_or_(x[1]),
        ["pair.mul"] = x => x[0].mul_(x[1]),
        ["pair.pow"] = x => x[0].pow_(x[1]),
        ["pair.remainder"] = x => x[0].remainder_(x[1]),
        ["pair.sub"] = x => x[0].sub_(x[1]),
        ["pair.xlogy"] = x => x[0].xlogy_(x[1]),
        ["triple.addcdiv"] = x => x[0].addcdiv_(x[1], x[2], 0.5),
        ["triple.addcmul"] = x => x[0].addcmul_(x[1], x[2], 0.5),
        ["triple.lerp"] = x => x[0].lerp_(x[1], x[2]),
    };

    [Test]
    public void Table_AllCasesOfTheOracle_AreInIt() =>
        Assert.That(Methods.Keys, Is.EquivalentTo(MathsOracle.Cases("pair").Concat(MathsOracle.Cases("triple"))));

    [TestCaseSource(nameof(MethodNames))]
    public void Method_InputsOfTheOracle_GivesValueAndGradients(string name) => MathsOracle.AssertMatches(name, Methods[name]);

    [TestCaseSource(nameof(StaticNames))]
    public void Static_InputsOfTheOracle_GivesValueAndGradients(string name) => MathsOracle.AssertMatches(name, Statics[name]);

    [TestCaseSource(nameof(InPlaceNames))]
    public void InPlace_InputsOfTheOracle_ChangesAndReturnsTheTensor(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        int count = name.StartsWith("triple", StringComparison.Ordinal) ? 3 : 2;
        torch.Tensor[] inputs = [.. Enumerable.Range(0, count).Select(i => MathsOracle.Input(name, i))];
        torch.Tensor returned = InPlaces[name](inputs);
        MathsOracle.AssertValue(name, inputs[0]);
        MathsOracle.AssertValue(name, returned);
    }

    [Test]
    public void Add_ShapesThatDoNotMatch_Throws()
    {
        using torch.Tensor a = torch.ones(new long[] { 2, 3 });
        using torch.Tensor b = torch.ones(new long[] { 2, 4 });
        Assert.That(
            () => a.add(b),
            Throws.InstanceOf<System.Runtime.InteropServices.ExternalException>().With.Message.Contains("must match the size of tensor b"));
    }

    private static string[] MethodNames => [.. Methods.Keys];

    private static string[] StaticNames => [.. Statics.Keys];

    private static string[] InPlaceNames => [.. InPlaces.Keys];
}
