namespace UciRegression.Data;

/// <summary>A data set with the splits and the grid that were published with it.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="All">Every example.</param>
/// <param name="TrainRows">[split][N] rows to train on, in the published order.</param>
/// <param name="TestRows">[split][N] rows to test on.</param>
/// <param name="Rates">Dropout rates of the grid.</param>
/// <param name="Precisions">Noise precisions τ of the grid, for targets in their own unit.</param>
/// <param name="BaseEpochs">Epochs, to be multiplied.</param>
/// <param name="Hidden">Units of the hidden layer.</param>
internal sealed record UciSet(
    string Name, Examples All, int[][] TrainRows, int[][] TestRows, double[] Rates, double[] Precisions, int BaseEpochs, int Hidden)
{
    internal int Splits => TrainRows.Length;

    internal static UciSet Load(string root, string name)
    {
        string folder = Path.Combine(root, name, "data");
        string In(string file) => Path.Combine(folder, file);
        double[][] rows = NumberFile.Rows(In("data.txt"));
        int[] features = NumberFile.Indices(In("index_features.txt"), rows[0].Length);
        int target = NumberFile.Indices(In("index_target.txt"), rows[0].Length)[0];
        Examples all = new(
            Array.ConvertAll(rows, row => Array.ConvertAll(features, feature => row[feature])), Array.ConvertAll(rows, row => row[target]));
        int splits = (int)NumberFile.Values(In("n_splits.txt"))[0];
        return new UciSet(
            name,
            all,
            [.. Enumerable.Range(0, splits).Select(split => NumberFile.Indices(In($"index_train_{split}.txt"), rows.Length))],
            [.. Enumerable.Range(0, splits).Select(split => NumberFile.Indices(In($"index_test_{split}.txt"), rows.Length))],
            NumberFile.Values(In("dropout_rates.txt")),
            NumberFile.Values(In("tau_values.txt")),
            (int)NumberFile.Values(In("n_epochs.txt"))[0],
            (int)NumberFile.Values(In("n_hidden.txt"))[0]);
    }

    internal Examples Train(int split) => All.Pick(TrainRows[split]);

    internal Examples Test(int split) => All.Pick(TestRows[split]);
}
