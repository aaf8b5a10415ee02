namespace Uncertainty.Evaluation.Tests.Conformal;

[TestFixture]
internal sealed class ConformalClassifierTests
{
    private static IEnumerable<ConformalClassifierOptions> EveryOption =>
        from score in Enum.GetValues<LabelScore>()
        from randomised in new[] { false, true }
        from byClass in new[] { false, true }
        from rule in Enum.GetValues<SetRule>()
        from ties in Enum.GetValues<TieOrder>()
        where !(randomised && score == LabelScore.LeastAmbiguous)
        select new ConformalClassifierOptions
        {
            Alpha = 0.2,
            Score = score,
            Randomised = randomised,
            ClassConditional = byClass,
            Rule = rule,
            Ties = ties,
            Penalty = 0.0625,
            FreeRanks = 2,
        };

    /// <summary>Scores 0.1, 0.2, 0.3, 0.4; k = ⌈5 · 0.6⌉ = 3, threshold 0.3.</summary>
    [Test]
    public void Predict_ByHand_KeepsTheLabelsWithinTheThreshold()
    {
        ConformalClassifier fitted = ConformalClassifier.Fit(
            [0.9, 0.1, 0.2, 0.8, 0.7, 0.3, 0.4, 0.6], 2, [0, 1, 0, 1], new ConformalClassifierOptions { Alpha = 0.4 });
        Assert.That(fitted.Thresholds, Is.EqualTo([0.3, 0.3]).Within(1e-15));
        PredictionSets sets = fitted.Predict([0.75, 0.25, 0.5, 0.5, 0.1, 0.9]);
        Assert.That(Enumerable.Range(0, 3).Select(sets.Labels), Is.EqualTo(new int[][] { [0], [], [1] }));
        Assert.That((sets.Count, sets.Classes, sets.Size(1)), Is.EqualTo((3, 2, 0)));
    }

    /// <summary>Straight from the definitions: by comparing labels pairwise instead of sorting them.</summary>
    [TestCaseSource(nameof(EveryOption))]
    public void Predict_EveryOption_IsTheNaiveOne(ConformalClassifierOptions options)
    {
        const int Classes = 4;
        const int Count = 40;
        Random random = new(1);
        (double[] calibration, long[] labels) = Rounded(random, Count, Classes);
        (double[] probabilities, _) = Rounded(random, Count, Classes);
        double[] u = ConformalData.Uniform(random, Count);
        double[] v = ConformalData.Uniform(random, Count);
        ConformalClassifier fitted = options.Randomised
            ? ConformalClassifier.Fit(calibration, Classes, labels, options, u)
            : ConformalClassifier.Fit(calibration, Classes, labels, options);
        PredictionSets sets = options.Randomised ? fitted.Predict(probabilities, v) : fitted.Predict(probabilities);

        double Threshold(int label)
        {
            double[] scores =
            [
                .. Enumerable.Range(0, Count)
                    .Where(i => !options.ClassConditional || labels[i] == label)
                    .Select(i => NaiveScores.Of(calibration.AsSpan(i * Classes, Classes), (int)labels[i], options, u[i]))
                    .Order(),
            ];
            int rank = (int)Math.Ceiling(((scores.Length + 1) * 0.8) - 1e-9);
            return rank > scores.Length ? double.PositiveInfinity : scores[rank - 1];
        }

        double[] thresholds = [.. Enumerable.Range(0, Classes).Select(Threshold)];
        Assert.That(fitted.Thresholds, Is.EqualTo(thresholds).Within(1e-12));
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<double> row = probabilities.AsSpan(i * Classes, Classes);
            Assert.That(sets.Labels(i), Is.EqualTo(NaiveScores.Set(row, thresholds, options, v[i])), $"input {i}");
        }
    }

    [TestCaseSource(nameof(EveryOption))]
    public void Rules_HoldTheSetsOfTheOnesBefore(ConformalClassifierOptions options)
    {
        (double[] probabilities, long[] labels) = ConformalData.Classification(new Random(2), 60, 5);
        bool[][] flags =
        [
            .. Enum.GetValues<SetRule>().Select(rule =>
                ConformalClassifier.Fit(probabilities, 5, labels, options with { Rule = rule }).Predict(probabilities).Flags.ToArray()),
        ];
        Assert.That(flags[0].Zip(flags[1]).All(pair => !pair.First || pair.Second), Is.True);
        Assert.That(flags[1].Zip(flags[2]).All(pair => !pair.First || pair.Second), Is.True);
        Assert.That(PredictionSetMetrics.EmptyShare(flags[1], 5), Is.Zero);
        Assert.That(PredictionSetMetrics.EmptyShare(flags[2], 5), Is.Zero);
    }

    [TestCaseSource(nameof(EveryOption))]
    public void PValues_AboveAlpha_AreTheSet(ConformalClassifierOptions options)
    {
        (double[] probabilities, long[] labels) = Rounded(new Random(3), 50, 4);
        ConformalClassifierOptions within = options with { Rule = SetRule.WithinThreshold, Alpha = 0.23 };
        ConformalClassifier fitted = ConformalClassifier.Fit(probabilities, 4, labels, within);
        double[] values = fitted.PValues(probabilities);
        Assert.That(values.Select(value => value > 0.23), Is.EqualTo(fitted.Predict(probabilities).Flags.ToArray()));
        Assert.That(fitted.PValue(probabilities.AsSpan(8, 4), 3, input: 2), Is.EqualTo(values[11]));
    }

    [TestCaseSource(nameof(EveryOption))]
    public void Fit_InputsInAnotherOrder_IsTheSame(ConformalClassifierOptions options)
    {
        Random random = new(4);
        (double[] probabilities, long[] labels) = ConformalData.Classification(random, 50, 4);
        double[] u = ConformalData.Uniform(random, 50);
        int[] order = MetricData.Permutation(5, 50);
        double[] shuffled = [.. order.SelectMany(i => probabilities[(i * 4)..((i * 4) + 4)])];
        long[] shuffledLabels = [.. order.Select(i => labels[i])];
        double[] shuffledU = [.. order.Select(i => u[i])];
        (ConformalClassifier first, ConformalClassifier second) = options.Randomised
            ? (ConformalClassifier.Fit(probabilities, 4, labels, options, u),
                ConformalClassifier.Fit(shuffled, 4, shuffledLabels, options, shuffledU))
            : (ConformalClassifier.Fit(probabilities, 4, labels, options), ConformalClassifier.Fit(shuffled, 4, shuffledLabels, options));
        Assert.That(second.Thresholds, Is.EqualTo(first.Thresholds));
    }

    [Test]
    public void Predict_ClassesInAnotherOrder_GivesTheSameSetsIfTiesEnterTogether([Values] LabelScore score)
    {
        ConformalClassifierOptions options = new() { Score = score, Ties = TieOrder.Together, Alpha = 0.3 };
        (double[] probabilities, long[] labels) = Rounded(new Random(6), 80, 4);
        double[] reversed = [.. probabilities.Chunk(4).SelectMany(row => row.Reverse())];
        bool[] sets = ConformalClassifier.Fit(probabilities, 4, labels, options).Predict(probabilities).Flags.ToArray();
        long[] reversedLabels = [.. labels.Select(label => 3 - label)];
        bool[] others = ConformalClassifier.Fit(reversed, 4, reversedLabels, options).Predict(reversed).Flags.ToArray();
        Assert.That(others.Chunk(4).SelectMany(row => row.Reverse()), Is.EqualTo(sets));
    }

    [Test]
    public void Predict_InParts_IsTheSameAsAtOnce()
    {
        ConformalClassifierOptions options = new() { Score = LabelScore.AdaptiveSets, Randomised = true, Seed = 7 };
        (double[] probabilities, long[] labels) = ConformalData.Classification(new Random(7), 60, 4);
        ConformalClassifier fitted = ConformalClassifier.Fit(probabilities, 4, labels, options);
        bool[] whole = fitted.Predict(probabilities).Flags.ToArray();
        bool[] parts =
        [
            .. fitted.Predict(probabilities.AsSpan(0, 92)).Flags,
            .. fitted.Predict(probabilities.AsSpan(92), firstInput: 23).Flags,
        ];
        Assert.That(parts, Is.EqualTo(whole));
        ConformalClassifier other = ConformalClassifier.Fit(probabilities, 4, labels, options with { Seed = 8 });
        Assert.That(other.Thresholds[0], Is.Not.EqualTo(fitted.Thresholds[0]));
        Assert.That(other.Predict(probabilities).Flags.ToArray(), Is.Not.EqualTo(whole));
    }

    [Test]
    public void Predict_TooFewInputs_HoldsAllLabels([Values] LabelScore score, [Values] SetRule rule)
    {
        (double[] probabilities, long[] labels) = ConformalData.Classification(new Random(8), 8, 3);
        ConformalClassifierOptions options = new() { Score = score, Rule = rule };
        ConformalClassifier fitted = ConformalClassifier.Fit(probabilities, 3, labels, options);
        Assert.That(fitted.IsFinite, Is.False);
        Assert.That(fitted.CalibrationInputs, Is.EqualTo(8));
        Assert.That(fitted.Thresholds, Has.All.EqualTo(double.PositiveInfinity));
        Assert.That(fitted.Predict(probabilities).Flags.ToArray(), Has.All.True);
    }

    [Test]
    public void Predict_ClassWithTooFewInputs_IsInEverySet()
    {
        // Nine inputs of class 0, one of class 1, none of class 2.
        double[] probabilities = [.. Enumerable.Range(0, 10).SelectMany(_ => new[] { 0.9, 0.06, 0.04 })];
        long[] labels = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
        ConformalClassifierOptions options = new() { ClassConditional = true };
        ConformalClassifier fitted = ConformalClassifier.Fit(probabilities, 3, labels, options);
        Assert.That(fitted.Thresholds, Is.EqualTo([0.1, double.PositiveInfinity, double.PositiveInfinity]).Within(1e-12));
        Assert.That(fitted.IsFinite, Is.False);
        Assert.That(fitted.Predict([0.95, 0.03, 0.02, 0.3, 0.3, 0.4]).Flags.ToArray(), Is.EqualTo([true, true, true, false, true, true]));
        Assert.That(fitted.PValues([0.95, 0.03, 0.02]), Is.EqualTo([1, 0.5, 1]));
    }

    /// <summary>Equal probabilities 0.3, 0.3: the sum at the second is 0.6, that at the first 0.3, and together both have 0.6.</summary>
    [TestCase(TieOrder.LowestFirst, new[] { 0.7, 1, 0.4 })]
    [TestCase(TieOrder.HighestFirst, new[] { 1, 0.7, 0.4 })]
    [TestCase(TieOrder.Together, new[] { 1, 1, 0.4 })]
    public void Scores_EqualProbabilities_FollowTheOrder(TieOrder ties, double[] expected)
    {
        ConformalClassifierOptions options = new() { Score = LabelScore.AdaptiveSets, Ties = ties };
        Assert.That(LabelScores.Compute([0.3, 0.3, 0.4], 3, options), Is.EqualTo(expected).Within(1e-15));
    }

    /// <summary>Summed in another order, these rows reach 0.9999999999999999 or 1; the last label must reach 1 in each.</summary>
    [Test]
    public void Scores_LastLabel_IsOneWhateverRounding()
    {
        (double[] probabilities, _) = ConformalData.Classification(new Random(9), 500, 7);
        Assert.That(probabilities.Chunk(7).Select(row => row.OrderDescending().Sum()), Has.Some.Not.EqualTo(1.0));
        double[] scores = LabelScores.Compute(probabilities, 7, new ConformalClassifierOptions { Score = LabelScore.AdaptiveSets });
        Assert.That(scores.Chunk(7).Select(row => row.Max()), Has.All.EqualTo(1.0));
    }

    /// <summary>Probabilities in sixteenths, so that there are ties and sums are exact.</summary>
    private static (double[] Probabilities, long[] Labels) Rounded(Random random, int count, int classes)
    {
        (double[] probabilities, long[] labels) = ConformalData.Classification(random, count, classes);
        for (int i = 0; i < count; i++)
        {
            int left = 16;
            for (int c = 0; c < classes; c++)
            {
                int parts = c == classes - 1 ? left : Math.Min(left, (int)Math.Round(16 * probabilities[(i * classes) + c]));
                probabilities[(i * classes) + c] = parts / 16.0;
                left -= parts;
            }
        }

        return (probabilities, labels);
    }
}
