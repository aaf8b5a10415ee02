namespace Uncertainty.Bnn.Tests.LaplaceApproximations;

/// <summary>Small matrices in plain loops.</summary>
internal static class NaiveMatrix
{
    public static double[,] Zeros(int rows, int columns) => new double[rows, columns];

    /// <summary>Inverse and ln |M| by Gauss-Jordan elimination with pivots.</summary>
    public static (double[,] Inverse, double LogDeterminant) Invert(double[,] matrix)
    {
        int size = matrix.GetLength(0);
        double[,] left = (double[,])matrix.Clone();
        double[,] right = new double[size, size];
        double logarithm = 0;
        for (int i = 0; i < size; i++)
        {
            right[i, i] = 1;
        }

        for (int column = 0; column < size; column++)
        {
            int pivot = Enumerable.Range(column, size - column).MaxBy(row => Math.Abs(left[row, column]));
            for (int k = 0; k < size; k++)
            {
                (left[column, k], left[pivot, k]) = (left[pivot, k], left[column, k]);
                (right[column, k], right[pivot, k]) = (right[pivot, k], right[column, k]);
            }

            double divisor = left[column, column];
            logarithm += Math.Log(Math.Abs(divisor));
            for (int k = 0; k < size; k++)
            {
                left[column, k] /= divisor;
                right[column, k] /= divisor;
            }

            for (int row = 0; row < size; row++)
            {
                double factor = left[row, column];
                for (int k = 0; row != column && k < size; k++)
                {
                    left[row, k] -= factor * left[column, k];
                    right[row, k] -= factor * right[column, k];
                }
            }
        }

        return (right, logarithm);
    }

    /// <summary>aᵀ M b.</summary>
    public static double Form(double[] left, double[,] matrix, double[] right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            for (int j = 0; j < right.Length; j++)
            {
                sum += left[i] * matrix[i, j] * right[j];
            }
        }

        return sum;
    }
}
