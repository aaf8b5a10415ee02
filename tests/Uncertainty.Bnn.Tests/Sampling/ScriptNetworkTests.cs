using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Sampling;

[TestFixture]
internal sealed class ScriptNetworkTests
{
    [Test]
    public void Call_GivesWhatTheScriptGives()
    {
        using DisposeScope scope = NewDisposeScope();
        using jit.ScriptModule<Tensor, Tensor> script = ScriptNetworks.Classifier();
        script.eval();
        using ScriptNetwork network = new(ScriptNetworks.Classifier());
        network.eval();
        Tensor inputs = Networks.Inputs(1, 6, Networks.Features);
        Assert.That(Values.Of(network.call(inputs)), Is.EqualTo(Values.Of(script.call(inputs))));
    }

    [Test]
    public void Modes_AreThoseOfTheScript()
    {
        jit.ScriptModule<Tensor, Tensor> script = ScriptNetworks.Classifier();
        using ScriptNetwork network = new(script);
        network.train();
        Assert.That(script.training, Is.True);
        network.eval();
        Assert.That(script.training, Is.False);
    }

    [Test]
    public void SingleNetwork_OfAScript_Samples()
    {
        using DisposeScope scope = NewDisposeScope();
        using ScriptNetwork network = new(ScriptNetworks.Classifier());
        network.eval();
        Tensor inputs = Networks.Inputs(1, 6, Networks.Features);
        using PredictiveSamples samples = new SingleNetwork(network).Sample(inputs);
        Assert.That(Values.Of(samples.Values.squeeze(0)), Is.EqualTo(Values.Of(network.call(inputs))).Within(1e-6));
    }

    [Test]
    public void Dispose_DisposesTheScript()
    {
        using DisposeScope scope = NewDisposeScope();
        jit.ScriptModule<Tensor, Tensor> script = ScriptNetworks.Classifier();
        new ScriptNetwork(script).Dispose();
        Tensor inputs = Networks.Inputs(1, 6, Networks.Features);
        Assert.That(() => script.call(inputs), Throws.Exception);
    }

    [Test]
    public void FromFile_NoneAndNoScript_SaySo()
    {
        Assert.That(() => ScriptNetwork.FromFile("/nowhere/model.pt"), Throws.TypeOf<FileNotFoundException>().With.Message.Contains("/nowhere/model.pt"));
        Assert.That(Assert.Throws<ArgumentNullException>(() => _ = new ScriptNetwork(null!))!.ParamName, Is.EqualTo("script"));
    }

    [Test]
    public void Call_LeavesNothingBehind()
    {
        using ScriptNetwork network = new(ScriptNetworks.Classifier());
        network.eval();
        using Tensor inputs = Networks.Inputs(1, 6, Networks.Features);
        Leaks.AssertNone(() => network.call(inputs).Dispose());
    }
}
