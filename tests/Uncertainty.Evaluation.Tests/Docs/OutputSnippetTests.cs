using TorchSharp;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests.Docs;

/// <summary>The code of docs/methods/output-distributions.md, as it stands there.</summary>
[TestFixture]
internal sealed class OutputSnippetTests
{
    [Test]
    public void OutputPage_Regression()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(1);
        (Tensor, Tensor)[] batches = [.. Enumerable.Range(0, 5).Select(i => (Networks.Inputs(i, 16, 4), Networks.Inputs(i + 50, 16, 1)))];
        Tensor inputs = Networks.Inputs(9, 7, 4);
        Tensor targets = Networks.Inputs(10, 7, 1);

        GaussianOutput output = new(targets: 1);
        using nn.Module<Tensor, Tensor> network = nn.Sequential(
            nn.Linear(4, 32), nn.ReLU(), nn.Dropout(0.1), nn.Linear(32, output.Columns));
        using optim.Optimizer optimizer = optim.Adam(network.parameters(), 0.01);
        foreach ((Tensor x, Tensor y) in batches)                            // [N, 4] and [N, 1]
        {
            using DisposeScope step = NewDisposeScope();
            optimizer.zero_grad();
            output.Loss(network.call(x), y).backward();
            optimizer.step();
        }

        network.eval();
        using Tensor raw = network.call(inputs);                             // [N, 2]
        using RegressionReading reading = output.Read(raw);
        Tensor mean = reading.Mean;                                          // [N, 1]
        Tensor noise = reading.Aleatoric;                                    // [N, 1] variances
        using Tensor bounds = output.Quantiles(raw, [0.05, 0.95]);           // [N, 2, 1]
        using Tensor likely = output.LogProbability(raw, targets);           // [N] nats, to compare families

        using RegressionEvaluation evaluation = UncertaintyEvaluation.ForRegression(network, output);
        using RegressionUncertainty result = evaluation.Evaluate(inputs);
        Tensor model = result.Epistemic;                                     // [N, 1] variance of the means over the draws
        Tensor data = result.Aleatoric;                                      // [N, 1] mean of the variances

        Assert.That(mean.shape, Is.EqualTo(targets.shape));
        Assert.That(Values.Of(noise), Has.All.GreaterThan(0));
        Assert.That(Values.Of(bounds.select(1, 1) - bounds.select(1, 0)), Has.All.GreaterThan(0));
        Assert.That(likely.shape, Is.EqualTo(new long[] { 7 }));
        Assert.That(Values.Of(model), Has.All.GreaterThan(0));
        Assert.That(Values.Of(data), Is.EqualTo(Values.Of(noise)).Within(50).Percent);
    }

    [Test]
    public void OutputPage_Quantiles()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(2);
        using nn.Module<Tensor, Tensor> quantileNetwork = nn.Sequential(nn.Linear(1, 8), nn.Tanh(), nn.Linear(8, 2));
        Tensor calibrationInputs = Networks.Inputs(1, 500, 1);
        double[] calibrationTargets = Values.Of(calibrationInputs + Networks.Inputs(2, 500, 1));
        Tensor inputs = Networks.Inputs(3, 500, 1);
        double[] truth = Values.Of(inputs + Networks.Inputs(4, 500, 1));

        QuantileOutput quantiles = new(targets: 1, [0.05, 0.95]);
        static double[] Level(Tensor quantiles, int level) =>
            quantiles.select(1, level).to_type(ScalarType.Float64).contiguous().data<double>().ToArray();

        using Tensor held = quantiles.Quantiles(quantileNetwork.call(calibrationInputs));   // [n, 2, 1]
        ConformalRegressor conformal = ConformalRegressor.FitQuantiles(Level(held, 0), Level(held, 1), calibrationTargets);
        using Tensor fresh = quantiles.Quantiles(quantileNetwork.call(inputs));
        PredictionIntervals intervals = conformal.PredictQuantiles(Level(fresh, 0), Level(fresh, 1));

        Assert.That(intervals.Coverage(truth), Is.EqualTo(0.9).Within(0.05));
    }

    [Test]
    public void OutputPage_Classification()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(3);
        Tensor labels = tensor(new long[] { 0, 1, 2, 1 });
        Tensor raw = Networks.Inputs(1, 4, 3);
        Tensor noisyRaw = Networks.Inputs(2, 4, 6);
        Tensor confidentRaw = Networks.Inputs(3, 4, 4);
        int epoch = 3;

        EvidentialClassificationOutput evidential = new(classes: 3);
        using Tensor loss = evidential.Loss(raw, labels, divergenceWeight: Math.Min(1, epoch / 10.0));
        using ClassificationReading evidence = evidential.Read(raw);         // probabilities [N, 3], aleatoric [N]
        using Tensor vacuity = evidential.Vacuity(raw);                      // [N] in (0, 1]: 1 without any evidence

        NoisyLogitsOutput noisy = new(classes: 3);                           // 6 raw outputs
        using Tensor noisyLoss = noisy.Loss(noisyRaw, labels);
        using ClassificationReading labelNoise = noisy.Read(noisyRaw);

        ConfidenceOutput confident = new(classes: 3);                        // 4 raw outputs
        ConfidenceTraining training = new(confident);                        // one for each training run
        using Tensor confidenceLoss = training.Loss(confidentRaw, labels);   // then λ moves
        using Tensor confidence = confident.Confidence(confidentRaw);        // [N] low: unlike the training data

        Assert.That(loss.item<float>(), Is.GreaterThan(0));
        Assert.That(evidence.Probabilities.shape, Is.EqualTo(new long[] { 4, 3 }));
        Assert.That(Values.Of(vacuity), Has.All.InRange(0, 1));
        Assert.That(noisyLoss.item<float>(), Is.GreaterThan(0));
        Assert.That(labelNoise.Aleatoric.shape, Is.EqualTo(new long[] { 4 }));
        Assert.That(confidenceLoss.item<float>(), Is.GreaterThan(0));
        Assert.That(Values.Of(confidence), Has.All.InRange(0, 1));
        Assert.That(training.Weight, Is.Not.EqualTo(0.1));
    }
}
