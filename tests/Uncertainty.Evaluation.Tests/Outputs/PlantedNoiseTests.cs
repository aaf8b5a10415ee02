using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Outputs;

/// <summary>Small networks find what was put into the data.</summary>
[TestFixture]
internal sealed class PlantedNoiseTests
{
    private const int Training = 1000;

    private static IEnumerable<TestCaseData> Regressions()
    {
        yield return Case(new GaussianOutput(1));
        yield return Case(new GaussianOutput(1, beta: 0.5));
        yield return Case(new FullGaussianOutput(1));
        yield return Case(new LaplaceOutput(1));
        yield return Case(new StudentTOutput(1, 5));
        yield return Case(new StudentTOutput(1));
        yield return Case(new EvidentialRegressionOutput(1));
        yield return Case(new MixtureDensityOutput(1, 3));
        yield return Case(new QuantileOutput(1, [0.05, 0.5, 0.95]));
        yield return Case(new QuantileOutput(1, [0.05, 0.5, 0.95], mayCross: true));

        static TestCaseData Case(RegressionOutput output) => new TestCaseData(output).SetArgDisplayNames(output.GetType().Name);
    }

    [TestCaseSource(nameof(Regressions))]
    public void Aleatoric_OfAnyRegression_RisesWithTheNoise(RegressionOutput output)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor inputs = PlantedNoise.Inputs(Training);
        Tensor targets = PlantedNoise.Targets(inputs, Networks.Inputs(1, Training, 1));
        using nn.Module<Tensor, Tensor> network = PlantedNoise.Train(1, output.Columns, inputs, raw => output.Loss(raw, targets));
        Tensor test = PlantedNoise.Inputs(173);
        using RegressionReading reading = output.Read(network.call(test));
        Tensor truth = PlantedNoise.Scale(test);
        Assert.That(PlantedNoise.RankCorrelation(reading.Aleatoric, truth), Is.GreaterThan(0.9));
        double error = (reading.Mean - (test * 3).sin()).square().mean().sqrt().item<float>();
        Assert.That(error, Is.LessThan(0.15));

        // Of evidential outputs the likelihood ties down the sum of both variances, not how it is divided.
        Tensor variance = reading.Epistemic is Tensor epistemic ? reading.Aleatoric + epistemic : reading.Aleatoric;
        Tensor ratio = variance.sqrt() / truth;
        Assert.That(ratio.mean().item<float>(), Is.EqualTo(1).Within(0.25), "standard deviations of the right size");
    }

    [Test]
    public void FullGaussian_CorrelationThatDependsOnTheInput_IsFound()
    {
        using DisposeScope scope = NewDisposeScope();
        FullGaussianOutput output = new(2);
        Tensor inputs = PlantedNoise.Inputs(Training);
        Tensor noise = Networks.Inputs(3, Training, 2);
        Tensor first = noise.narrow(1, 0, 1);
        Tensor second = (inputs * 0.9 * first) + ((1 - (inputs * 0.9).square()).sqrt() * noise.narrow(1, 1, 1));
        Tensor targets = cat([first, second], 1);
        using nn.Module<Tensor, Tensor> network = PlantedNoise.Train(1, output.Columns, inputs, raw => output.Loss(raw, targets));
        Tensor test = PlantedNoise.Inputs(173);
        Tensor covariance = output.Covariance(network.call(test));
        Assert.That(PlantedNoise.RankCorrelation(covariance.select(1, 0).select(1, 1), test), Is.GreaterThan(0.9));
    }

    [Test]
    public void Laplace_DataOfItsOwn_IsLikelierThanUnderANormal()
    {
        using DisposeScope scope = NewDisposeScope();
        double laplace = TestLikelihood(new LaplaceOutput(1), seed => PlantedNoise.LaplaceNoise(seed, Training));
        double normal = TestLikelihood(new GaussianOutput(1), seed => PlantedNoise.LaplaceNoise(seed, Training));
        Assert.That(laplace, Is.GreaterThan(normal + 0.02));
    }

    [TestCase(3.0)]
    [TestCase(null)]
    public void StudentT_DataOfItsOwn_IsLikelierThanUnderANormal(double? degrees)
    {
        using DisposeScope scope = NewDisposeScope();
        double student = TestLikelihood(new StudentTOutput(1, degrees), seed => PlantedNoise.StudentNoise(seed, Training, 3));
        double normal = TestLikelihood(new GaussianOutput(1), seed => PlantedNoise.StudentNoise(seed, Training, 3));
        Assert.That(student, Is.GreaterThan(normal + 0.1));
    }

    /// <summary>Targets near +1 or near -1: one normal distribution must cover both.</summary>
    [Test]
    public void Mixture_TargetsHereOrThere_AreLikelierThanUnderOneNormal()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor Branches(Tensor inputs, long seed) =>
            (Networks.Inputs(seed, Training, 1).sign() * (inputs + 2)) + (Networks.Inputs(seed + 1, Training, 1) * 0.1);
        Tensor inputs = PlantedNoise.Inputs(Training);
        MixtureDensityOutput mixture = new(1, 2);
        GaussianOutput normal = new(1);
        Tensor targets = Branches(inputs, 5);
        Tensor test = Branches(inputs, 7);
        using nn.Module<Tensor, Tensor> two = PlantedNoise.Train(1, mixture.Columns, inputs, raw => mixture.Loss(raw, targets));
        using nn.Module<Tensor, Tensor> one = PlantedNoise.Train(1, normal.Columns, inputs, raw => normal.Loss(raw, targets));
        double gain = (mixture.LogProbability(two.call(inputs), test) - normal.LogProbability(one.call(inputs), test)).mean().item<float>();
        Assert.That(gain, Is.GreaterThan(1));
        Assert.That(mixture.Weights(two.call(inputs)).mean([0]).min().item<float>(), Is.EqualTo(0.5).Within(0.1));
    }

    [Test]
    public void Quantiles_CoverTheirLevels()
    {
        using DisposeScope scope = NewDisposeScope();
        double[] levels = [0.1, 0.5, 0.9];
        QuantileOutput output = new(1, levels);
        Tensor inputs = PlantedNoise.Inputs(Training);
        Tensor targets = PlantedNoise.Targets(inputs, PlantedNoise.LaplaceNoise(1, Training));
        Tensor test = PlantedNoise.Targets(inputs, PlantedNoise.LaplaceNoise(2, Training));
        using nn.Module<Tensor, Tensor> network = PlantedNoise.Train(1, output.Columns, inputs, raw => output.Loss(raw, targets));
        Tensor below = test.unsqueeze(1).le(output.Quantiles(network.call(inputs))).to_type(ScalarType.Float64).mean([0]);

        // Standard errors of training and test data, of at most √(¼/1000) each, add up.
        Assert.That(Values.Of(below), Is.EqualTo(levels).Within(3 * 0.0224));
    }

    [Test]
    public void NoisyLogits_FlippedLabels_AreFound()
    {
        using DisposeScope scope = NewDisposeScope();
        NoisyLogitsOutput output = new(2, 20);
        Tensor inputs = Networks.Inputs(1, Training, 2);
        Tensor flipped = inputs.select(1, 1).gt(0).logical_and(Networks.Inputs(2, Training).gt(0.25));   // 40 % of those with x₂ > 0
        Tensor labels = inputs.select(1, 0).gt(0).logical_xor(flipped).to_type(ScalarType.Int64);
        using nn.Module<Tensor, Tensor> network = PlantedNoise.Train(2, output.Columns, inputs, raw => output.Loss(raw, labels), steps: 100);
        Tensor test = tensor(new float[] { -1.5f, 1, 1.5f, 1, -1.5f, -1, 1.5f, -1 }, [4, 2]);
        using ClassificationReading reading = output.Read(network.call(test));
        double[] aleatoric = Values.Of(reading.Aleatoric);
        Assert.That(Math.Min(aleatoric[0], aleatoric[1]), Is.GreaterThan(0.4));
        Assert.That(Math.Max(aleatoric[2], aleatoric[3]), Is.LessThan(0.2));
    }

    [TestCase(EvidenceFunction.Softplus, EvidentialRisk.SumOfSquares)]
    [TestCase(EvidenceFunction.Relu, EvidentialRisk.MarginalLikelihood)]
    [TestCase(EvidenceFunction.Exponential, EvidentialRisk.CrossEntropy)]
    public void Evidential_FarFromTheData_HasMoreVacuityWhereUnitsSaturate(EvidenceFunction evidence, EvidentialRisk risk) =>
        Assert.That(FarFromTheData(new EvidentialClassificationOutput(3, evidence, risk), rectified: false), Is.GreaterThan(0.7));

    /// <summary>Rectified units go on growing with the distance, and evidence with them: what docs/methods/output-distributions.md warns of.</summary>
    [Test]
    public void Evidential_FarFromTheData_HasLessVacuityWhereUnitsAreRectified() =>
        Assert.That(FarFromTheData(new EvidentialClassificationOutput(3), rectified: true), Is.LessThan(0.1));

    [Test]
    public void Confidence_WhereLabelsAreNoise_IsLower()
    {
        using DisposeScope scope = NewDisposeScope();
        ConfidenceOutput output = new(2);
        ConfidenceTraining training = new(output);
        Tensor inputs = Networks.Inputs(1, Training, 2);
        Tensor random = inputs.select(1, 1).gt(0).logical_and(Networks.Inputs(2, Training).gt(0));   // half of those with x₂ > 0
        Tensor labels = inputs.select(1, 0).gt(0).logical_xor(random).to_type(ScalarType.Int64);
        using nn.Module<Tensor, Tensor> network = PlantedNoise.Train(2, output.Columns, inputs, raw => training.Loss(raw, labels));
        Tensor confidence = output.Confidence(network.call(inputs));
        bool[] noisy = [.. Values.Of(inputs.select(1, 1)).Select(value => value > 0)];
        double[] doubt = [.. Values.Of(confidence).Select(value => -value)];
        Assert.That(RankingMetrics.Auroc(doubt, noisy), Is.GreaterThan(0.9));
        double budget = confidence.log().mean().neg().item<float>();
        Assert.That(budget, Is.EqualTo(0.3).Within(0.15), "the budget is kept");
    }

    /// <summary>AUROC of vacuity: inputs of three classes in the plane against a circle of twice and more their distance.</summary>
    private static double FarFromTheData(EvidentialClassificationOutput output, bool rectified)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor centres = tensor(new float[] { 3, 0, -1.5f, 2.6f, -1.5f, -2.6f }, [3, 2]);
        Tensor labels = arange(0, 600, ScalarType.Int64).remainder(3);
        Tensor inputs = centres[labels] + (Networks.Inputs(1, 600, 2) * 0.4);
        int step = 0;
        using nn.Module<Tensor, Tensor> network = PlantedNoise.Train(
            2, output.Columns, inputs, raw => output.Loss(raw, labels, Math.Min(1, step++ / 100.0)), rectified: rectified);
        using ClassificationReading reading = output.Read(network.call(inputs));
        Assert.That(reading.Probabilities.argmax(1).eq(labels).to_type(ScalarType.Float32).mean().item<float>(), Is.GreaterThan(0.98));
        Tensor angles = arange(0, 72, ScalarType.Float32).unsqueeze(1) * (Math.PI / 36);
        Tensor far = cat([angles.cos(), angles.sin()], 1) * 9;
        double[] vacuity = [.. Values.Of(output.Vacuity(network.call(inputs))), .. Values.Of(output.Vacuity(network.call(far)))];
        bool[] isFar = [.. Enumerable.Repeat(false, 600), .. Enumerable.Repeat(true, 72)];
        return RankingMetrics.Auroc(vacuity, isFar);
    }

    private static double TestLikelihood(DensityOutput output, Func<long, Tensor> noise)
    {
        Tensor inputs = PlantedNoise.Inputs(Training);
        Tensor targets = PlantedNoise.Targets(inputs, noise(1));
        Tensor test = PlantedNoise.Targets(inputs, noise(2));
        using nn.Module<Tensor, Tensor> network = PlantedNoise.Train(1, output.Columns, inputs, raw => output.Loss(raw, targets));
        return output.LogProbability(network.call(inputs), test).mean().item<float>();
    }
}
