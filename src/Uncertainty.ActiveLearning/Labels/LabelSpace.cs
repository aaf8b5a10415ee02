using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Uncertainty.ActiveLearning;

/// <summary>The labels that there can be: what an oracle's answers are checked against, and how people and files write them.</summary>
public abstract class LabelSpace
{
    private protected LabelSpace()
    {
    }

    /// <summary>What the labels are, in words, such as "10 classes".</summary>
    public abstract string Description { get; }

    /// <summary>Classes 0 … C - 1.</summary>
    /// <param name="count">Number of classes C; at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 2.</exception>
    public static LabelSpace Classes(int count) => new ClassLabels(Guard.AtLeast(count, 2), null);

    /// <summary>Classes with names, which people and files write in their place.</summary>
    /// <param name="names">Name of each class 0 … C - 1; at least 2, all different, none empty or a number.</param>
    /// <exception cref="ArgumentException">A name is missing, empty, a number or there twice.</exception>
    public static LabelSpace Classes(IReadOnlyList<string> names) => ClassLabels.Named(names);

    /// <summary>Targets of a regression.</summary>
    /// <param name="targets">Number of targets D; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="targets"/> is below 1.</exception>
    public static LabelSpace Values(int targets = 1) => new ValueLabels(Guard.AtLeast(targets, 1));

    /// <summary>What is wrong with a label; null where it is one of these.</summary>
    /// <param name="label">Any label.</param>
    public abstract string? Problem(Label label);

    /// <summary>How people and files write a label: the name of a class, or values separated by semicolons.</summary>
    /// <param name="label">One of the labels that there can be.</param>
    public abstract string Format(Label label);

    /// <summary>Reads what <see cref="Format"/> wrote, or the number of a class.</summary>
    /// <param name="text">A label as people write it; blanks around it do not count.</param>
    /// <param name="label">The label.</param>
    /// <returns>Whether the text is one of the labels that there can be.</returns>
    public abstract bool TryParse(string text, out Label label);

    /// <summary>Labels as a network is trained by them: [n] classes of Int64, or [n, D] targets of Float32. A new tensor, the caller's.</summary>
    /// <param name="labels">Labels that there can be; at least one.</param>
    /// <exception cref="ArgumentException">There is none, or one is not of these.</exception>
    public Tensor ToTensor(IReadOnlyList<Label> labels)
    {
        Guard.NotNull(labels);
        if (labels.Count == 0)
        {
            throw new ArgumentException("must hold at least one label; got none.", nameof(labels));
        }

        foreach (Label label in labels)
        {
            if (Problem(label) is string problem)
            {
                throw new ArgumentException(problem, nameof(labels));
            }
        }

        using DisposeScope scope = torch.NewDisposeScope();
        return Stack(labels).MoveToOuterDisposeScope();
    }

    private protected abstract Tensor Stack(IReadOnlyList<Label> labels);
}
