using TorchSharp;
using Uncertainty.Bnn.Tests.Engine;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Dropouts;

[TestFixture]
internal sealed class ConcreteDropoutTests
{
    [TestCase(0.1, 0.1)]
    [TestCase(0.5, 0.1)]
    [TestCase(0.8, 0.67)]
    public void Forward_Training_MultipliesByTheRelaxedMask(double rate, double temperature)
    {
        using ConcreteDropout module = ConcreteNetworks.Identity(4, rate, temperature);
        using Tensor inputs = ConcreteNetworks.Doubles(1, 5, 4);
        manual_seed(3);
        double[] u = Uniform(5, 4);
        manual_seed(3);
        using Tensor outputs = module.call(inputs);
        double[] expected = [.. Values.Of(inputs).Zip(u, (x, number) => x * Kept(rate, temperature, number) / (1 - rate))];
        Assert.That(Values.Of(outputs), Is.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void Forward_Training_AUnitOfTokensIsDroppedEverywhereOrNowhere()
    {
        using ConcreteDropout module = ConcreteNetworks.Identity(4, 0.5);
        using Tensor inputs = ones(3, 6, 4, dtype: ScalarType.Float64);
        using Tensor outputs = module.call(inputs);
        double[][] rows = [.. Values.Of(outputs).Chunk(4)];
        foreach (double[][] input in rows.Chunk(6))
        {
            Assert.That(input, Has.All.EqualTo(input[0]));
        }

        Assert.That(rows.Chunk(6).Select(input => string.Join(' ', input[0])), Is.Unique, "each input has masks of its own");
    }

    [Test]
    public void Forward_Training_AChannelIsDroppedEverywhereOrNowhere()
    {
        ConcreteNetworks.NeedConvolutions();
        using nn.Module<Tensor, Tensor> convolution = nn.Conv2d(3, 3, 1, groups: 3, bias: false);
        using ConcreteDropout module = ConcreteNetworks.Concrete(convolution, 0.5);
        using IDisposable noGradient = no_grad();
        convolution.get_parameter("weight")!.fill_(1);
        using Tensor inputs = ones(4, 3, 5, 5);
        using Tensor outputs = module.call(inputs);
        double[][] maps = [.. Values.Of(outputs).Chunk(25)];
        Assert.That(maps, Has.All.Matches<double[]>(map => map!.Distinct().Count() == 1));
        Assert.That(maps.Select(map => map[0]).Distinct().Count(), Is.GreaterThan(6));
    }

    [Test]
    public void Forward_Evaluation_IsTheLayer()
    {
        using nn.Module<Tensor, Tensor> layer = nn.Linear(4, 3);
        using ConcreteDropout module = ConcreteNetworks.Concrete(layer, 0.5);
        using Tensor inputs = Networks.Inputs(1, 5, 4);
        using Tensor expected = layer.call(inputs);
        module.eval();
        using Tensor outputs = module.call(inputs);
        Assert.That(Values.Of(outputs), Is.EqualTo(Values.Of(expected)));
        outputs.fill_(7);
        Assert.That(Values.Of(inputs), Has.None.EqualTo(7), "the input is not handed on");
    }

    [TestCase(-60)]
    [TestCase(60)]
    public void Rate_AtItsEnds_GivesFiniteOutputsAndGradients(double logit)
    {
        using ConcreteDropout module = ConcreteNetworks.Identity(6, 0.2);
        using DisposeScope scope = NewDisposeScope();
        TorchSharp.Modules.Parameter parameter = module.get_parameter(ConcreteNetworks.RateLogit)!;
        using (no_grad())
        {
            parameter.fill_(logit);
        }

        Tensor loss = module.call(ConcreteNetworks.Doubles(2, 8, 6)).sum() + module.Kl();
        Tensor gradient = autograd.grad([loss], [parameter])[0];
        Assert.That(Values.Of(loss), Has.All.Matches<double>(double.IsFinite));
        Assert.That(Values.Of(gradient), Has.All.Matches<double>(double.IsFinite));
        Assert.That(module.Rate, Is.EqualTo(logit < 0 ? 0 : 1).Within(1e-20));
    }

    [Test]
    public void Rate_NotANumber_Throws()
    {
        using ConcreteDropout module = ConcreteNetworks.Identity(3, 0.5);
        using (no_grad())
        {
            module.get_parameter(ConcreteNetworks.RateLogit)!.fill_(double.NaN);
        }

        Assert.That(() => module.Rate, Throws.InvalidOperationException);
        Assert.That(() => new McDropout(module), Throws.InvalidOperationException);
    }

    [Test]
    public void Train_MoreData_LowersTheRate()
    {
        // The paper's finding on synthetic data (Section 4.1): what the data leave open, and with it the rate, shrinks as they grow.
        double few = RateAfterTraining(10);
        double many = RateAfterTraining(2000);
        TestContext.Out.WriteLine($"rate {few:0.000} of 10 examples, {many:0.000} of 2000");
        Assert.That(few, Is.GreaterThan(0.2));
        Assert.That(many, Is.LessThan(few / 2));
    }

    [Test]
    public void McDropout_DrawsAtTheLearntRates_AsVariationalNetworkDoes()
    {
        using nn.Module<Tensor, Tensor> network = nn.Sequential(
            ("drop", nn.Dropout(0)), ("fc1", ConcreteNetworks.Concrete(nn.Linear(5, 400), 0.3)), ("fc2", ConcreteNetworks.Concrete(nn.Linear(400, 2), 0.2)));
        using Tensor inputs = Networks.Inputs(1, 4, 5);
        McDropout posterior = new(network, new McDropoutOptions { Draws = 6, Seed = 3 });
        VariationalNetwork other = new(network, new VariationalNetworkOptions { Draws = 6, Seed = 3 });
        Assert.That(posterior.Layers, Is.EqualTo(new[] { "fc1.dropout", "fc2.dropout" }));
        Assert.That(other.Layers, Is.EqualTo(new[] { "fc1", "fc2" }));
        double[] before = Draw(posterior, inputs);
        Assert.That(Draw(other, inputs), Is.EqualTo(before));
        using (no_grad())
        {
            network.get_parameter($"fc1.{ConcreteNetworks.RateLogit}")!.fill_(2);
        }

        Assert.That(posterior.Explain(), Does.Contain("at rate 0.8808"), "the rate is that of now");
        Assert.That(Draw(posterior, inputs), Is.Not.EqualTo(before));
        Assert.That(Draw(other, inputs), Is.EqualTo(Draw(posterior, inputs)));
        Assert.That(new McDropout(network, new McDropoutOptions { Rate = 0.25 }).Explain(), Does.Contain("at rate 0.25"));
    }

    [Test]
    public void Constructor_BadArguments_ThrowWithName()
    {
        Bad(() => new ConcreteDropout(null!), "next");
        using nn.Module<Tensor, Tensor> relu = nn.ReLU();
        using BayesianLinear random = new(3, 2);
        Bad(() => new ConcreteDropout(relu), "next");
        Bad(() => new ConcreteDropout(random), "next");
        foreach (double bad in new[] { 0, 1, -0.1, double.NaN })
        {
            Bad(() => new ConcreteDropoutOptions { InitialRate = bad }, "InitialRate");
        }

        foreach (double bad in new[] { 0, -1, double.NaN, double.PositiveInfinity })
        {
            Bad(() => new ConcreteDropoutOptions { Temperature = bad }, "Temperature");
            Bad(() => new ConcreteDropoutOptions { LengthScale = bad }, "LengthScale");
        }
    }

    [TestCase(new long[] { 3, 4 })]
    [TestCase(new long[] { 5 })]
    public void Forward_OtherUnits_ThrowsWithName(long[] shape)
    {
        using ConcreteDropout module = ConcreteNetworks.Concrete(nn.Linear(5, 2), 0.5);
        using Tensor inputs = ones(shape);
        Bad(() => module.call(inputs), "input");
        module.eval();
        Bad(() => module.call(inputs), "input");
    }

    [Test]
    public void ToBayesian_NetworkWithALearntRate_ThrowsWithName()
    {
        using nn.Module<Tensor, Tensor> network = nn.Sequential(("fc1", nn.Linear(3, 3)), ("fc2", ConcreteNetworks.Concrete(nn.Linear(3, 2), 0.5)));
        Assert.That(
            () => network.ToBayesian(), Throws.ArgumentException.With.Property("ParamName").EqualTo("network").And.Message.Contains("'fc2'"));
    }

    [Test]
    public void Everything_LeaksNothing()
    {
        using Tensor inputs = Networks.Inputs(1, 4, 5);
        Leaks.AssertNone(() =>
        {
            using ConcreteDropout module = ConcreteNetworks.Concrete(nn.Linear(5, 2), 0.5);
            module.call(inputs).Dispose();
            module.eval();
            module.call(inputs).Dispose();
            module.Kl().Dispose();
            _ = module.Rate;
        });
    }

    private static double RateAfterTraining(int examples)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(6);
        ConcreteDropout last = ConcreteNetworks.Concrete(nn.Linear(32, 1), 0.2);
        using nn.Module<Tensor, Tensor> network = nn.Sequential(("fc1", nn.Linear(1, 32)), ("act", nn.ReLU()), ("fc2", last));
        Tensor inputs = Networks.Inputs(1, examples, 1);
        Tensor targets = (inputs * 2) + Networks.Inputs(2, examples, 1);
        Svi.Train(
            network,
            [(inputs, targets)],
            (outputs, wanted) => (outputs - wanted).square().mean() / 2,
            examples,
            new SviOptions { Epochs = 600, LearningRate = 0.01 });
        return last.Rate;
    }

    private static double Kept(double rate, double temperature, double u) =>
        1 - (1 / (1 + Math.Exp(-(Math.Log(rate) - Math.Log(1 - rate) + Math.Log(u) - Math.Log(1 - u)) / temperature)));

    private static double[] Uniform(params long[] shape)
    {
        using Tensor u = rand(shape, dtype: ScalarType.Float64);
        return Values.Of(u);
    }

    private static double[] Draw(IPosteriorPredictive posterior, Tensor inputs)
    {
        using PredictiveSamples samples = posterior.Sample(inputs);
        return Values.Of(samples.Values);
    }

    private static void Bad(Func<object> action, string name) =>
        Assert.That(() => action(), Throws.InstanceOf<ArgumentException>().With.Property("ParamName").EqualTo(name));
}
