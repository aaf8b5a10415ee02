namespace LeNetMnist.Tests.Data;

/// <summary>The folder with the published data sets, where the machine has one.</summary>
internal static class RealData
{
    /// <summary>The folder named by <c>UNCERTAINTY_DATA</c>; ignores the running test when the variable is not set.</summary>
    public static string Folder()
    {
        string? folder = Environment.GetEnvironmentVariable("UNCERTAINTY_DATA");
        if (string.IsNullOrWhiteSpace(folder))
        {
            Assert.Ignore("Needs real MNIST: set UNCERTAINTY_DATA to a folder that has it in a folder mnist.");
        }

        return folder!;
    }
}
