using LeNetMnist.Data;

namespace OodMnist.Data;

/// <summary>A kind of image: to train on, apart from those to look at unseen inliers of the same kind, and to test on.</summary>
internal sealed record World(string Name, ImageSet Train, ImageSet Validation, ImageSet Test)
{
    private const int HeldOut = 12;

    /// <summary>A short name for files and results.</summary>
    public string Key => Name.ToLowerInvariant().Replace(' ', '-');

    /// <summary>How many images of which kind, in words.</summary>
    public string Counts => $"{Name}: {Train.Count:N0} to train on, {Validation.Count:N0} held out, {Test.Count:N0} to test on";

    /// <summary>Holds out the last twelfth of the training images.</summary>
    public static World Of(string name, ImageSet train, ImageSet test)
    {
        int kept = train.Count - Math.Max(1, train.Count / HeldOut);
        int size = train.Height * train.Width;
        ImageSet validation = new(train.Source, train.Height, train.Width, train.Classes, train.Pixels[(kept * size)..], train.Labels[kept..]);
        return new World(name, train.Take(kept), validation, test);
    }
}
