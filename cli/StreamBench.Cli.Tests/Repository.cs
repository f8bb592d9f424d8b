namespace StreamBench.Cli.Tests;

/// <summary>Where the sources of these tests are.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    internal static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "StreamBench.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the tests run outside their repository");
        }

        return folder.FullName;
    }
}
