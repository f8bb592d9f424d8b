using System.Runtime.CompilerServices;
using StreamBench.Conformance.Clients.Processes;

namespace StreamBench.Conformance.Tests.Clients;

/// <summary>Programs that a test needs: skipped on a developer's machine without them, failed where CI is to prove it.</summary>
internal static class Programs
{
    internal static void RequirePython() => Require("python3", "Python 3");

    internal static void RequireNode() => Require("node", "Node 20 or later");

    /// <summary>A file of the repository, by its path under <c>conformance/</c>.</summary>
    internal static string Conformance(string path) => Path.GetFullPath(Path.Combine(Here(), "..", "..", path));

    private static void Require(string program, string name)
    {
        if (ProgramFile.Find(program) is null)
        {
            Environment.GetEnvironmentVariable("CI").ShouldNotBe("true", $"CI must have {name}");
            Assert.Skip($"{name} is not installed: there is no `{program}` on the PATH");
        }
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
