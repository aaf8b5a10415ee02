namespace Uncertainty.Evaluation.Tests;

/// <summary>Vector and matrix scaling and Dirichlet calibration, and where their fit has no end.</summary>
[TestFixture]
internal sealed class LinearCalibrationTests
{
    private const int Classes = CalibrationData.Classes;

    /// <summary>With standard errors of about 3 %.</summary>
    [Test]
    public void Fit_LabelsOfATemperature_FindsItsMap()
    {
        (double[] logits, long[] labels) = CalibrationData.Classifier(21, 20_000, 2);
        VectorScaling vector = VectorScaling.Fit(logits, Classes, labels);
        Assert.That(vector.Factors, Is.All.EqualTo(0.5).Within(0.04));
        Assert.That(vector.Intercepts, Is.All.EqualTo(0).Within(0.1));

        // Columns have sum 0: of ½ I, a quarter of a half is taken everywhere.
        MatrixScaling matrix = MatrixScaling.Fit(logits, Classes, labels);
        Assert.That(matrix.Weights.Where((_, i) => i / Classes == i % Classes), Is.All.EqualTo(0.375).Within(0.04));
        Assert.That(matrix.Weights.Where((_, i) => i / Classes != i % Classes), Is.All.EqualTo(-0.125).Within(0.04));
        Assert.That(matrix.Intercepts.Sum(), Is.EqualTo(0).Within(1e-12));
    }

    /// <summary>A softmax does not see what all logits have in common: ln p serves as the logits do, where nothing is penalised.</summary>
    [Test]
    public void Dirichlet_WithoutPenalties_IsMatrixScalingOfLogProbabilities()
    {
        (double[] logits, long[] labels) = CalibrationData.Classifier(22, 1000, 2);
        double[] probabilities = CalibrationData.Softmax(logits);
        double[] logarithms = [.. probabilities.Select(probability => Math.Log(probability))];
        Assert.That(
            DirichletCalibration.Fit(probabilities, Classes, labels).Apply(probabilities),
            Is.EqualTo(MatrixScaling.Fit(logarithms, Classes, labels).Apply(logarithms)).Within(1e-12));
    }

    [Test]
    public void Fit_LargePenalty_LeavesTheDiagonal()
    {
        (double[] logits, long[] labels) = CalibrationData.Classifier(23, 500, 2);
        MatrixScaling matrix = MatrixScaling.Fit(logits, Classes, labels, new OffDiagonalPenalty { OffDiagonal = 1e6, Intercept = 1e6 });
        Assert.That(matrix.Weights.Where((_, i) => i / Classes != i % Classes), Is.All.EqualTo(0).Within(1e-5));
        Assert.That(matrix.Intercepts, Is.All.EqualTo(0).Within(1e-5));
        Assert.That(matrix.Weights.Where((_, i) => i / Classes == i % Classes), Is.All.EqualTo(0.5).Within(0.15));
    }

    /// <summary>More weights than a matrix of curvatures is made for.</summary>
    [Test]
    public void Fit_ManyClasses_ReachesTheOptimum()
    {
        const int Many = 30;
        (double[] logits, long[] labels) = CalibrationData.Classifier(24, 3000, 2, Many);
        OffDiagonalPenalty penalty = new() { OffDiagonal = 1, Intercept = 1 };
        MatrixScaling matrix = MatrixScaling.Fit(logits, Many, labels, penalty);
        double[] probabilities = matrix.Apply(logits);

        // At the optimum the slope of the diagonal's weights, which nothing penalises, is 0.
        for (int c = 0; c < Many; c++)
        {
            double slope = Enumerable.Range(0, labels.Length)
                .Average(n => (probabilities[(n * Many) + c] - (labels[n] == c ? 1 : 0)) * logits[(n * Many) + c]);
            Assert.That(slope, Is.EqualTo(0).Within(1e-8));
        }
    }

    /// <summary>In the second case class 0 can be told from the others, while these overlap: only some of the weights grow for ever.</summary>
    [Test]
    public void Fit_ClassesThatCanBeToldApart_IsAnError()
    {
        double[] apart = [3, 0, 0, 0, 2, 0, 0, 0, 1, 2, 0, 0, 0, 1, 0, 0, 0, 2];
        AssertInfinite(apart, [0, 1, 2, 0, 1, 2]);
        double[] partly = [9, 0, 0, 8, 1, 0, 0, 1, 0, 0, 0.5, 1, 0, 1, 0, 0, 0, 1.5, 0, 0.3, 1, 0, 2, 1];
        AssertInfinite(partly, [0, 0, 1, 1, 2, 2, 1, 2]);

        static void AssertInfinite(double[] logits, long[] labels)
        {
            ArgumentException vector = Assert.Throws<ArgumentException>(() => VectorScaling.Fit(logits, 3, labels))!;
            ArgumentException matrix = Assert.Throws<ArgumentException>(() => MatrixScaling.Fit(logits, 3, labels))!;
            Assert.That((vector.ParamName, matrix.ParamName), Is.EqualTo(("logits", "logits")));
            Assert.That(vector.Message, Does.Contain("no finite optimum"));
            Assert.That(matrix.Message, Does.Contain("no finite optimum"));
        }
    }

    [Test]
    public void Fit_ClassMissing_IsAnErrorUnlessInterceptsArePenalised()
    {
        (double[] logits, long[] labels) = CalibrationData.Classifier(25, 300, 2);
        long[] three = [.. labels.Select(label => label == 3 ? 0 : label)];
        ArgumentException error = Assert.Throws<ArgumentException>(() => MatrixScaling.Fit(logits, Classes, three))!;
        Assert.That(error.Message, Does.Contain("class 3 does not occur"));
        Assert.That(() => VectorScaling.Fit(logits, Classes, three), Throws.ArgumentException.With.Message.Contains("class 3"));

        // The optimum is finite, but far and flat: nearly all of the gradient is gone long before.
        MatrixScaling matrix = MatrixScaling.Fit(logits, Classes, three, new OffDiagonalPenalty { OffDiagonal = 1e-9, Intercept = 1e-9 });
        double[] probabilities = matrix.Apply(logits);
        Assert.That(probabilities.Where((_, i) => i % Classes == 3).Average(), Is.GreaterThan(0).And.LessThan(1e-6));
        Assert.That(
            matrix.Intercepts[3],
            Is.EqualTo(-probabilities.Where((_, i) => i % Classes == 3).Average() * Classes / 2e-9).Within(1).Percent,
            "there the penalty's slope is the share of the class");
    }

    [Test]
    public void Dirichlet_ProbabilityOfZero_CountsAsTheFloorOrIsAnError()
    {
        double[] probabilities = [1, 0, 0.4, 0.6, 0.7, 0.3, 0.2, 0.8, 0.6, 0.4];
        long[] labels = [0, 0, 1, 1, 1];
        DirichletCalibration calibration = DirichletCalibration.Fit(probabilities, 2, labels, new DirichletCalibrationOptions { Floor = 0.01 });
        Assert.That(calibration.Apply([1, 0]), Is.EqualTo(calibration.Apply([1, 0.000001])).Within(1e-12));
        DirichletCalibrationOptions none = new() { Floor = 0 };
        Assert.That(
            () => DirichletCalibration.Fit(probabilities, 2, labels, none), Throws.ArgumentException.With.Message.Contains("or a Floor be set"));
    }

    [Test]
    public void Fit_DifferencesBeyondAllNumbers_IsAnError()
    {
        double[] logits = [1e308, -1e308, 0, 1, 1, 0];
        Assert.That(() => TemperatureScaling.Fit(logits, 2, [0, 1, 1]), Throws.ArgumentException.With.Message.Contains("far apart"));
        Assert.That(() => MatrixScaling.Fit(logits, 2, [0, 1, 1]), Throws.ArgumentException.With.Message.Contains("far apart"));
        Assert.That(() => PlattScaling.Fit([1e308, -1e308, 0], [true, false, true]), Throws.ArgumentException.With.Message.Contains("far apart"));
    }

    [Test]
    public void Options_OutOfRange_Throw()
    {
        Assert.That(() => new OffDiagonalPenalty { OffDiagonal = -1 }, Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("OffDiagonal"));
        Assert.That(() => new OffDiagonalPenalty { Intercept = double.NaN }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new DirichletCalibrationOptions { Floor = 0.5 }, Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("Floor"));
        Assert.That(() => new DirichletCalibrationOptions { Penalty = null! }, Throws.ArgumentNullException);
    }
}
