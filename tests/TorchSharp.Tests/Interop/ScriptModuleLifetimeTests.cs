using TorchSharp.Tests.JIT;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Interop;

[TestFixture]
internal sealed class ScriptModuleLifetimeTests
{
    [Test]
    public void TypeName_OfEachSubmodule_IsItsClass()
    {
        using ScriptFile file = ScriptFile.Network();
        using jit.ScriptModule network = jit.load(file.Path);
        List<string> names = [];
        foreach ((string name, nn.Module module) in network.named_modules())
        {
            using jit.ScriptModule script = (jit.ScriptModule)module;
            names.Add($"{name}: {script.TypeName}");
        }

        Assert.That(names, Is.EqualTo(new[]
        {
            "block: __torch__.Block", "block.fc: __torch__.Linear", "block.drop: __torch__.Dropout", "head: __torch__.Linear",
        }));
    }

    [Test]
    public void Forward_DisposedModule_ThrowsObjectDisposed()
    {
        using ScriptFile file = ScriptFile.Network();
        jit.ScriptModule network = jit.load(file.Path);
        network.Dispose();
        network.Dispose();
        Assert.That(() => network.forward(), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void Invoke_MethodThatIsNotThere_ThrowsWithItsName()
    {
        using ScriptFile file = ScriptFile.Network();
        using jit.ScriptModule network = jit.load(file.Path);
        Assert.That(() => network.invoke("absent"), Throws.InstanceOf<TorchException>().With.Message.Contains("absent"));
    }

    [Test]
    public void Submodule_OfAUsersModule_TakesItsModeAndIsDisposedWithIt()
    {
        using DisposeScope scope = NewDisposeScope();
        using ScriptFile file = ScriptFile.Network();
        jit.ScriptModule<Tensor, Tensor> network = jit.load<Tensor, Tensor>(file.Path);
        using (Wrapper wrapper = new(network))
        {
            wrapper.train();
            Assert.That(network.training, Is.True);
            wrapper.eval();
            Assert.That(network.training, Is.False);
            Assert.That(wrapper.call(tensor(new[,] { { 1f, 2f } })).item<float>(), Is.EqualTo(11f));
            Assert.That(wrapper.parameters().Count(), Is.EqualTo(4));
        }

        Assert.That(() => network.training, Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void Load_InAScope_KeepsItsTensorsWhenTheScopeEnds()
    {
        using ScriptFile file = ScriptFile.Network();
        jit.ScriptModule network;
        using (NewDisposeScope())
        {
            network = jit.load(file.Path);
        }

        using (network)
        {
            Assert.That(network.parameters().Count(), Is.EqualTo(4));
            Assert.That(network.buffers().Count(), Is.EqualTo(1));
        }
    }

    [Test]
    public void Dispose_AfterUse_LeavesNoTensor()
    {
        using ScriptFile file = ScriptFile.Network();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (Tensor inputs = ones(2, 2))
        {
            using jit.ScriptModule<Tensor, Tensor> network = jit.load<Tensor, Tensor>(file.Path);
            foreach ((string _, nn.Module module) in network.named_modules())
            {
                module.Dispose();
            }

            network.train();
            network.call(inputs).Dispose();
            network.to(ScalarType.Float64);
        }

        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(before));
    }

    private sealed class Wrapper : nn.Module<Tensor, Tensor>
    {
        private readonly jit.ScriptModule<Tensor, Tensor> _network;

        public Wrapper(jit.ScriptModule<Tensor, Tensor> network)
            : base(nameof(Wrapper))
        {
            _network = network;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => _network.call(input);
    }
}
