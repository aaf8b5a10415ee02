using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Evaluation.Tests;

internal static partial class ReferenceFunctions
{
    private static Dictionary<string, Func<ReferenceCase, object>> Outputs => new()
    {
        ["regression.gaussian_nll_no_constant"] = c => InScope(() => OneByOne(new GaussianOutput(1), Normals(c), Column(c, "target"))),
        ["regression.beta_nll"] = c => InScope(() =>
            new GaussianOutput(1, c.Number("beta")).Loss(Normals(c), Column(c, "target")).item<double>()),
        ["decomposition.dirichlet"] = Dirichlet,
        ["layers.heteroscedastic_classification_probs"] = c => InScope(() => Rows(HeteroscedasticLoss
            .NoisyLogits(Input(c, "logits"), Input(c, "log_variance"), Input(c, "noise")).softmax(2).mean([0]))),
        ["layers.learned_confidence_loss"] = LearntConfidence,
        ["layers.evidential_loss"] = c => InScope(() => Evidential(c).Loss(
            Input(c, "outputs"), tensor(c.WholeNumbers("labels")), c.Number("kl_weight")).item<double>()),
        ["layers.evidential_regression_loss"] = c => InScope(() =>
            OneByOne(new EvidentialRegressionOutput(1, c.Number("coefficient")), Evidence(c), Column(c, "target"))),
        ["layers.evidential_regression_uncertainty"] = c => InScope(() =>
        {
            using RegressionReading reading = new EvidentialRegressionOutput(1).Read(Evidence(c));
            return Members(("aleatoric", Values.Of(reading.Aleatoric)), ("epistemic", Values.Of(reading.Epistemic!)));
        }),
    };

    private static object Dirichlet(ReferenceCase c) => InScope(() =>
    {
        Tensor raw = Input(c, "concentration") - 1;
        EvidentialClassificationOutput output = new((int)raw.shape[1], EvidenceFunction.Relu);
        using ClassificationReading reading = output.Read(raw);
        Tensor total = xlogy(reading.Probabilities, reading.Probabilities).sum(1).neg();
        return Members(
            ("total", Values.Of(total)),
            ("aleatoric", Values.Of(reading.Aleatoric)),
            ("epistemic", Values.Of(total - reading.Aleatoric)),
            ("vacuity", Values.Of(output.Vacuity(raw))),
            ("differential_entropy", Values.Of(output.DifferentialEntropy(raw))));
    });

    private static object LearntConfidence(ReferenceCase c) => InScope(() =>
    {
        Tensor raw = cat([Input(c, "logits"), Column(c, "confidence_logits")], 1);
        Tensor labels = tensor(c.WholeNumbers("labels"));
        Tensor hints = tensor(c.Flags("hint_mask"));
        ConfidenceOutput output = new((int)raw.shape[1] - 1, c.Number("lambda"));
        (Tensor task, Tensor confidence) = output.Losses(raw, labels, hints);
        ConfidenceTraining training = new(output, c.Number("budget"));
        double total = training.Step(raw, labels, hints).item<double>();
        return Members(
            ("task_loss", task.item<double>()),
            ("confidence_loss", confidence.item<double>()),
            ("total", total),
            ("next_lambda", training.Weight));
    });

    private static EvidentialClassificationOutput Evidential(ReferenceCase c) => new(
        (int)c.Shape("outputs")[1],
        EvidenceFunction.Relu,
        c.Text("type") switch
        {
            "mse" => EvidentialRisk.SumOfSquares,
            "log" => EvidentialRisk.MarginalLikelihood,
            "digamma" => EvidentialRisk.CrossEntropy,
            string other => throw new FormatException($"'{other}' is no loss."),
        });

    /// <summary>The loss of each input by itself.</summary>
    private static double[] OneByOne(RegressionOutput output, Tensor raw, Tensor targets) =>
        [.. Enumerable.Range(0, (int)raw.shape[0]).Select(i => output.Loss(raw.narrow(0, i, 1), targets.narrow(0, i, 1)).item<double>())];

    private static Tensor Normals(ReferenceCase c) => cat([Column(c, "mean"), Column(c, "variance").log()], 1);

    /// <summary>Raw outputs whose softplus gives the recorded numbers.</summary>
    private static Tensor Evidence(ReferenceCase c) => cat(
        [
            Column(c, "gamma"), Column(c, "nu").expm1().log(), (Column(c, "alpha") - 1).expm1().log(), Column(c, "beta").expm1().log(),
        ],
        1);

    private static Tensor Column(ReferenceCase c, string name) => Input(c, name).unsqueeze(1);

    private static double[][] Rows(Tensor matrix) =>
        [.. Enumerable.Range(0, (int)matrix.shape[0]).Select(row => Values.Of(matrix.select(0, row)))];
}
