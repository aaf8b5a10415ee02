using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

[TestFixture]
internal sealed class StateDictTests
{
    [Test]
    public void StateDict_Parameters_StandBeforeBuffers()
    {
        using Sequential net = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), new Affine());
        Assert.That(
            net.state_dict().Keys,
            Is.EqualTo(new[]
            {
                "0.weight", "0.bias", "1.weight", "1.bias", "2._scale", "2._shift",
                "1.running_mean", "1.running_var", "1.num_batches_tracked", "2._offset",
            }));
    }

    [Test]
    public void StateDict_Prefix_StandsBeforeEachName()
    {
        using Affine module = new();
        Dictionary<string, Tensor> state = module.state_dict(prefix: "a.b");
        Assert.That(state.Keys, Is.EqualTo(new[] { "a.b._scale", "a.b._shift", "a.b._offset" }));
    }

    [Test]
    public void StateDict_Values_AreTheParametersThemselves()
    {
        using Affine module = new();
        Assert.That(module.state_dict()["_scale"], Is.SameAs(module.get_parameter("_scale")));
    }

    [Test]
    public void StateDict_ModuleTwiceInAModule_StandsUnderBothNames()
    {
        using Twice twice = new();
        Assert.That(
            twice.state_dict().Keys,
            Is.EquivalentTo(new[] { "_one._scale", "_one._shift", "_one._offset", "_two._scale", "_two._shift", "_two._offset" }));
    }

    [Test]
    public void LoadStateDict_SameNames_CopiesTheValues()
    {
        using Net source = new();
        using Net target = new();
        (IList<string> missing, IList<string> unexpected) = target.load_state_dict(source.state_dict());
        Assert.That(missing, Is.Empty);
        Assert.That(unexpected, Is.Empty);
        foreach ((string key, Tensor value) in source.state_dict())
        {
            Assert.That(target.state_dict()[key].ToFloats(), Is.EqualTo(value.ToFloats()), key);
            Assert.That(target.state_dict()[key], Is.Not.SameAs(value));
        }

        Assert.That(target.parameters().Select(parameter => parameter.requires_grad), Is.All.True);
    }

    [Test]
    public void LoadStateDict_OtherNames_Throws()
    {
        using Affine module = new();
        using Tensor value = ones(1);
        Dictionary<string, Tensor> state = new() { ["_scale"] = value, ["other"] = value };
        Assert.That(() => module.load_state_dict(state), Throws.InvalidOperationException);
        Assert.That(module.get_parameter("_scale")!.ToFloats(), Is.EqualTo(new[] { 2f }));
    }

    [Test]
    public void LoadStateDict_NotStrict_TellsMissingAndUnexpected()
    {
        using Affine module = new();
        using Tensor value = ones(1);
        Dictionary<string, Tensor> state = new() { ["_scale"] = value, ["other"] = value };
        (IList<string> missing, IList<string> unexpected) = module.load_state_dict(state, strict: false);
        Assert.That(missing, Is.EqualTo(new[] { "_shift", "_offset" }));
        Assert.That(unexpected, Is.EqualTo(new[] { "other" }));
        Assert.That(module.get_parameter("_scale")!.ToFloats(), Is.EqualTo(new[] { 1f }));
    }

    [Test]
    public void LoadStateDict_SkippedNames_AreNeitherComparedNorCopied()
    {
        using Affine source = new(5, 6);
        using Affine target = new(2, 1);
        Dictionary<string, Tensor> state = source.state_dict();
        state.Remove("_offset");
        target.load_state_dict(state, skip: ["_offset", "_shift"]);
        Assert.That(target.get_parameter("_scale")!.ToFloats(), Is.EqualTo(new[] { 5f }));
        Assert.That(target.get_parameter("_shift")!.ToFloats(), Is.EqualTo(new[] { 1f }));
    }

    private sealed class Twice : nn.Module<Tensor, Tensor>
    {
        private readonly Affine _one = new();
        private readonly Affine _two;

        internal Twice()
            : base("Twice")
        {
            _two = _one;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using Tensor once = _one.call(input);
            return _two.call(once);
        }
    }
}
