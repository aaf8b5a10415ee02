using LeNetMnist.Data;
using LeNetMnist.Model;
using static TorchSharp.torch;

namespace DenoudenNovelty;

/// <summary>The images of one digit, to train on and to validate with, and those of all digits to test on; grey levels in [0, 1].</summary>
internal sealed class DigitImages : IDisposable
{
    internal const int Digits = 10;

    private const int ValidationShare = 6;
    private const int Slice = 500;

    private readonly ImageTensors _train;
    private readonly ImageTensors _test;
    private readonly long[] _trainLabels;
    private readonly long[] _testLabels;

    internal DigitImages(DataSource source)
    {
        _train = new ImageTensors(source.Train, CPU, normalise: false);
        _test = new ImageTensors(source.Test, CPU, normalise: false);
        _trainLabels = _train.Labels.data<long>().ToArray();
        _testLabels = _test.Labels.data<long>().ToArray();
    }

    /// <summary>Images of a digit among the first five sixths of the training images.</summary>
    internal Tensor Training(int digit) => Select(digit, 0, Split);

    /// <summary>Images of a digit among the last sixth.</summary>
    internal Tensor Validation(int digit) => Select(digit, Split, _trainLabels.Length);

    /// <summary>Whether each test image is of another digit.</summary>
    internal bool[] Outliers(int digit) => [.. _testLabels.Select(label => label != digit)];

    /// <summary>All test images in slices.</summary>
    internal IEnumerable<Tensor> Test() => _test.Slices(Slice).Select(slice => slice.Images);

    /// <summary>Images in slices; each lives until the next is asked for.</summary>
    internal static IEnumerable<Tensor> Slices(Tensor images)
    {
        for (long first = 0; first < images.shape[0]; first += Slice)
        {
            using Tensor slice = images.narrow(0, first, Math.Min(Slice, images.shape[0] - first));
            yield return slice;
        }
    }

    /// <summary>Images once in random order; each batch lives until the next is asked for.</summary>
    internal static IEnumerable<Tensor> Shuffled(Tensor images, int size, Generator generator)
    {
        using Tensor order = randperm(images.shape[0], generator: generator);
        for (long first = 0; first < images.shape[0]; first += size)
        {
            using Tensor chosen = order.narrow(0, first, Math.Min(size, images.shape[0] - first));
            using Tensor batch = images.index_select(0, chosen);
            yield return batch;
        }
    }

    public void Dispose()
    {
        _train.Dispose();
        _test.Dispose();
    }

    private int Split => _trainLabels.Length - (_trainLabels.Length / ValidationShare);

    private Tensor Select(int digit, int first, int end)
    {
        long[] places = [.. Enumerable.Range(first, end - first).Where(i => _trainLabels[i] == digit).Select(i => (long)i)];
        using Tensor index = tensor(places);
        return _train.Images.index_select(0, index);
    }
}
