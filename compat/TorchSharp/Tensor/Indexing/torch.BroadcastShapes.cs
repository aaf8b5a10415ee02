namespace TorchSharp;

public static partial class torch
{
    /// <summary>The shape that tensors of these shapes take together.</summary>
    public static Size broadcast_shapes(params long[][] shapes)
    {
        long[] result = new long[shapes.Max(shape => shape.Length)];
        Array.Fill(result, 1L);
        foreach (long[] shape in shapes)
        {
            int offset = result.Length - shape.Length;
            for (int i = 0; i < shape.Length; i++)
            {
                ref long length = ref result[offset + i];
                if (length != shape[i] && length != 1 && shape[i] != 1)
                {
                    throw new ArgumentException(
                        $"The shapes [{string.Join("] and [", shapes.Select(one => string.Join(", ", one)))}] do not match.",
                        nameof(shapes));
                }

                length = length == 1 ? shape[i] : length;
            }
        }

        return new Size(result);
    }
}
