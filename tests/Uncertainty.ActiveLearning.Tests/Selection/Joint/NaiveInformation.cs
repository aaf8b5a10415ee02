namespace Uncertainty.ActiveLearning.Tests.Selection.Joint;

/// <summary>Mutual information of labels and draws straight from its definition, by enumeration.</summary>
internal static class NaiveInformation
{
    /// <summary>I(y_n; ω) of every input of [S, N, C] probabilities.</summary>
    public static double[] Bald(double[] probabilities, long[] shape) =>
        [.. Enumerable.Range(0, (int)shape[1]).Select(input => Of(probabilities, shape, [input]))];

    /// <summary>I(y_1, …, y_b; ω) of some inputs of [S, N, C] probabilities.</summary>
    public static double Of(double[] probabilities, long[] shape, IReadOnlyList<int> inputs)
    {
        (int draws, int count, int classes) = ((int)shape[0], (int)shape[1], (int)shape[2]);
        int configurations = (int)Math.Pow(classes, inputs.Count);
        double joint = 0;
        double known = 0;
        for (int configuration = 0; configuration < configurations; configuration++)
        {
            double mean = 0;
            for (int draw = 0; draw < draws; draw++)
            {
                double product = 1;
                int rest = configuration;
                foreach (int input in inputs)
                {
                    product *= probabilities[(((draw * count) + input) * classes) + (rest % classes)];
                    rest /= classes;
                }

                mean += product / draws;
                known += Entropy(product) / draws;
            }

            joint += Entropy(mean);
        }

        return joint - known;
    }

    /// <summary>The greedy batch, all candidates looked at in every step, with the information of the batch so far.</summary>
    public static (int[] Positions, double[] Scores) Greedy(double[] probabilities, long[] shape, int batch)
    {
        List<int> chosen = [];
        List<double> scores = [];
        for (int step = 0; step < batch; step++)
        {
            (int position, double score) = Enumerable.Range(0, (int)shape[1])
                .Except(chosen)
                .Select(candidate => (candidate, Of(probabilities, shape, [.. chosen, candidate])))
                .MaxBy(entry => entry.Item2);
            chosen.Add(position);
            scores.Add(score);
        }

        return ([.. chosen], [.. scores]);
    }

    private static double Entropy(double probability) => probability > 0 ? -probability * Math.Log(probability) : 0;
}
