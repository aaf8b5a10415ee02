namespace ScottPlot;

public class SavedImageInfo(string path, int fileSize)
{
    private RenderDetails _details;

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>In bytes.</summary>
    public int FileSize { get; } = fileSize;

    public SavedImageInfo WithRenderDetails(RenderDetails renderDetails)
    {
        _details = renderDetails;
        return this;
    }

    public override string ToString() =>
        $"Saved Image [{_details.FigureRect.Width}x{_details.FigureRect.Height}] ({FileSize * .001} kB) {Path}";
}
