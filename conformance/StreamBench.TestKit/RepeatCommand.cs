namespace StreamBench.TestKit;

/// <summary>The command that repeats the tests of one path, in the words of the runner that runs these tests.</summary>
internal static class RepeatCommand
{
    /// <summary>The command for one path.</summary>
    /// <param name="path">Path of a cell, such as <c>RES-004/transport:ws/dialect:streambench/script:S-TOOL</c>.</param>
    /// <param name="runnerArguments">The command line of the test process: Microsoft.Testing.Platform is told from VSTest by it.</param>
    public static string For(string path, IReadOnlyCollection<string> runnerArguments) =>
        runnerArguments.Contains("--server", StringComparer.Ordinal)
            ? $"dotnet test --filter-trait \"path={path}*\""
            : $"dotnet test --filter \"path~{path}\"";
}
