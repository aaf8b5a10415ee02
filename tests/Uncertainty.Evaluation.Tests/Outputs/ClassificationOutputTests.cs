using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Outputs;

[TestFixture]
internal sealed class ClassificationOutputTests
{
    [Test]
    public void Softmax_HandNumbers_GiveCrossEntropyAndEntropy()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = tensor(new[] { 0, Math.Log(3), Math.Log(4), 0 }, [2, 2]);   // (¼, ¾), (⅘, ⅕)
        Tensor labels = tensor(new long[] { 1, 1 });
        SoftmaxOutput output = new(2);
        Assert.That(output.Loss(raw, labels).item<double>(), Is.EqualTo(-(Math.Log(0.75) + Math.Log(0.2)) / 2).Within(1e-14));
        using ClassificationReading reading = output.Read(raw);
        Assert.That(Values.Of(reading.Probabilities), Is.EqualTo(new[] { 0.25, 0.75, 0.8, 0.2 }).Within(1e-14));
        Assert.That(
            Values.Of(reading.Aleatoric)[0], Is.EqualTo(-(0.25 * Math.Log(0.25)) - (0.75 * Math.Log(0.75))).Within(1e-14));
    }

    [Test]
    public void Probability_Zeros_HaveNoEntropyAndAnInfiniteLoss()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = tensor(new[] { 1.0, 0, 0.25, 0.75 }, [2, 2]);
        ProbabilityOutput output = new(2);
        using ClassificationReading reading = output.Read(raw);
        Assert.That(Values.Of(reading.Aleatoric)[0], Is.Zero);
        Assert.That(output.Loss(raw, tensor(new long[] { 0, 1 })).item<double>(), Is.EqualTo(-Math.Log(0.75) / 2).Within(1e-14));
        Assert.That(output.Loss(raw, tensor(new long[] { 1, 1 })).item<double>(), Is.EqualTo(double.PositiveInfinity));
    }

    [Test]
    public void Probability_Logits_Throw()
    {
        using Tensor raw = tensor(new[] { 0.5, 1.5 }, [1, 2]);
        using Tensor labels = tensor(new long[] { 0 });
        Assert.That(() => new ProbabilityOutput(2).Read(raw), Throws.ArgumentException.With.Property("ParamName").EqualTo("raw"));
        Assert.That(() => new ProbabilityOutput(2).Loss(raw, labels), Throws.ArgumentException.With.Property("ParamName").EqualTo("raw"));
    }

    [TestCase(1)]
    [TestCase(0)]
    public void TooFewClasses_Throw(int classes)
    {
        Func<ClassificationOutput>[] makers =
        [
            () => new SoftmaxOutput(classes), () => new ProbabilityOutput(classes), () => new NoisyLogitsOutput(classes),
            () => new EvidentialClassificationOutput(classes), () => new ConfidenceOutput(classes),
        ];
        foreach (Func<ClassificationOutput> make in makers)
        {
            Assert.That(make, Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("classes"));
        }
    }

    [Test]
    public void NoisyLogits_OfOneClassAgainstAnother_IsTheNormalIntegral()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = tensor(new[] { 1.0, 0, Math.Log(2.0), Math.Log(2.0) }, [1, 4]);
        using ClassificationReading reading = new NoisyLogitsOutput(2, 10_000).Read(raw);

        // The difference of the logits is N(1, 4): E sigmoid by the trapezoid rule.
        double expected = 0;
        for (int i = -8000; i <= 8000; i++)
        {
            double z = i / 1000.0;
            expected += Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) / (1 + Math.Exp(-1 - (2 * z))) / 1000;
        }

        Assert.That(Values.Of(reading.Probabilities)[0], Is.EqualTo(expected).Within(4 * 0.32 / 100), "four standard errors");
    }

    [Test]
    public void NoisyLogits_Loss_DrawsNewNoiseAtEachCallAndFollowsItsGenerator()
    {
        using DisposeScope scope = NewDisposeScope();
        NoisyLogitsOutput output = new(3, 4);
        Tensor raw = Networks.Inputs(1, 5, 6);
        Tensor labels = tensor(new long[] { 0, 1, 2, 1, 0 });
        manual_seed(3);
        float first = output.Loss(raw, labels).item<float>();
        float second = output.Loss(raw, labels).item<float>();
        manual_seed(3);
        Assert.That(output.Loss(raw, labels).item<float>(), Is.EqualTo(first));
        Assert.That(second, Is.Not.EqualTo(first));

        using Generator one = new(8);
        using Generator other = new(8);
        using Tensor before = get_rng_state();
        float[] losses = [output.Loss(raw, labels, one).item<float>(), output.Loss(raw, labels, one).item<float>()];
        Assert.That(output.Loss(raw, labels, other).item<float>(), Is.EqualTo(losses[0]));
        Assert.That(losses[1], Is.Not.EqualTo(losses[0]));
        using Tensor after = get_rng_state();
        Assert.That(after.Equals(before) || after.eq(before).all().item<bool>(), "the global generator stands where it stood");
    }

    [Test]
    public void NoisyLogits_Loss_IsThatOfItsNoise()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = Networks.Inputs(1, 5, 6);
        Tensor labels = tensor(new long[] { 0, 1, 2, 1, 0 });
        using Generator generator = new(8);
        using Generator same = new(8);
        Tensor noise = randn([4, 5, 3], generator: same);
        Tensor expected = HeteroscedasticLoss.Classification(raw.narrow(1, 0, 3), raw.narrow(1, 3, 3), labels, noise);
        Assert.That(new NoisyLogitsOutput(3, 4).Loss(raw, labels, generator).item<float>(), Is.EqualTo(expected.item<float>()));
    }

    [Test]
    public void NoisyLogits_Read_IsTheSameAtEveryCallAndOfEverySeedItsOwn()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = Networks.Inputs(1, 5, 6);
        using ClassificationReading first = new NoisyLogitsOutput(3).Read(raw);
        using ClassificationReading again = new NoisyLogitsOutput(3).Read(raw);
        using ClassificationReading other = new NoisyLogitsOutput(3, seed: 1).Read(raw);
        Assert.That(Values.Of(again.Probabilities), Is.EqualTo(Values.Of(first.Probabilities)));
        Assert.That(Values.Of(other.Probabilities), Is.Not.EqualTo(Values.Of(first.Probabilities)));
    }

    [Test]
    public void NoisyLogits_LargeNoise_IsReadInDoubleAndBeyondItRefused()
    {
        using Tensor far = full([1, 4], 400f);
        using ClassificationReading reading = new NoisyLogitsOutput(2).Read(far);
        Assert.That(Values.Of(reading.Probabilities), Has.All.InRange(0, 1));
        using Tensor beyond = full([1, 4], 4000f);
        Assert.That(() => new NoisyLogitsOutput(2).Read(beyond), Throws.InvalidOperationException.With.Message.Contains("not finite"));
    }

    [Test]
    public void Evidential_WithoutEvidence_IsAsUncertainAsCanBe()
    {
        using DisposeScope scope = NewDisposeScope();
        EvidentialClassificationOutput output = new(3, EvidenceFunction.Relu);
        Tensor raw = zeros([1, 3], ScalarType.Float64);
        Assert.That(output.Vacuity(raw).item<double>(), Is.EqualTo(1));
        Assert.That(output.DifferentialEntropy(raw).item<double>(), Is.EqualTo(-Math.Log(2)).Within(1e-12));
        using ClassificationReading reading = output.Read(raw);
        Assert.That(reading.Aleatoric.item<double>(), Is.EqualTo(5.0 / 6).Within(1e-12), "ψ(4) - ψ(2)");

        // KL is 0: the loss is the risk, Σ (y - ⅓)² + ⅔ ⅓/4.
        double risk = (4.0 / 9) + (2.0 / 9) + (3 * 2.0 / 9 / 4);
        Assert.That(output.Loss(raw, tensor(new long[] { 2 })).item<double>(), Is.EqualTo(risk).Within(1e-12));
    }

    [Test]
    public void Evidential_Loss_RisesWithTheDivergenceWeight()
    {
        using DisposeScope scope = NewDisposeScope();
        EvidentialClassificationOutput output = new(3);
        Tensor raw = Networks.Inputs(1, 5, 3).to_type(ScalarType.Float64);
        Tensor labels = tensor(new long[] { 0, 1, 2, 1, 0 });
        double none = output.Loss(raw, labels, 0).item<double>();
        double half = output.Loss(raw, labels, 0.5).item<double>();
        double whole = output.Loss(raw, labels).item<double>();
        Assert.That(half, Is.GreaterThan(none));
        Assert.That(whole - none, Is.EqualTo(2 * (half - none)).Within(1e-12));
        Assert.That(
            () => output.Loss(raw, labels, -1),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("divergenceWeight"));
    }

    [Test]
    public void Evidential_UnknownNames_Throw()
    {
        Assert.That(
            () => new EvidentialClassificationOutput(3, (EvidenceFunction)7),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("evidence"));
        Assert.That(
            () => new EvidentialClassificationOutput(3, EvidenceFunction.Relu, (EvidentialRisk)7),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("risk"));
    }
}
