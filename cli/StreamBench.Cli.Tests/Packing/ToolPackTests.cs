using System.Diagnostics;

namespace StreamBench.Cli.Tests.Packing;

/// <summary>The tool as a stranger gets it: packed, installed from a folder into a home of its own, and run where no repository is.</summary>
[Trait("kind", "packaging")]
public sealed class ToolPackTests : IDisposable
{
    private const long MostBytes = 20 << 20;

    private readonly StrangersHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task The_packed_tool_installs_from_its_folder_and_runs_alone()
    {
        var packages = Directory.CreateDirectory(home.PathOf("packages"));
        await PackAsync(packages);
        packages.GetFiles().ShouldHaveSingleItem().Length.ShouldBeLessThan(MostBytes);

        await InstallAsync(packages);
        var tool = home.PathOf("tools", "streambench");
        var conform = await home.RunAsync(tool, "conform", "--reference", "--run", "RES-001/transport:sse");
        var script = await home.RunAsync(tool, "script", "validate", "refund");
        var demo = await home.RunAsync(tool, "demo");

        conform.ShouldContain(" passed, 0 failed");
        script.ShouldContain("refund: ok");
        demo.ShouldContain("As expected: the reference client recovered from every cut.");
        File.Exists(home.PathOf("elsewhere", "out", "sweep.jsonl")).ShouldBeTrue();
    }

    // What this test was built with is packed as it is: nothing is compiled again.
    private static Task<string> PackAsync(DirectoryInfo into) =>
        StrangersHome.RunAsync(
            new ProcessStartInfo(
                "dotnet",
                [
                    "pack",
                    Path.Combine(Repository.Root, "cli", "StreamBench.Cli"),
                    "--no-build",
                    "--nodereuse:false",
                    "-c",
                    Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)),
                    "-o",
                    into.FullName,
                ]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        );

    private async Task InstallAsync(DirectoryInfo packages)
    {
        // No other feed is asked: all that the tool needs is in its package.
        var config = home.PathOf("NuGet.config");
        await File.WriteAllTextAsync(
            config,
            $"""
            <configuration>
              <packageSources><clear /><add key="here" value="{packages.FullName}" /></packageSources>
            </configuration>
            """,
            TestContext.Current.CancellationToken
        );
        await home.RunAsync(
            "dotnet",
            "tool",
            "install",
            "StreamBench",
            "--tool-path",
            home.PathOf("tools"),
            "--add-source",
            packages.FullName,
            "--configfile",
            config
        );
    }
}
