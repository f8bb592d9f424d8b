using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using StreamBench.Load.Histograms;

namespace StreamBench.Load.Tests.Histograms;

/// <summary>A reader that nobody here wrote, hdr-histogram-js, reads our histograms, and we read what it writes.</summary>
public sealed class IndependentReaderTests
{
    [Fact]
    public async Task Others_read_what_we_write_and_we_read_what_they_write()
    {
        if (await TryRunAsync("node", "--version", "") is not { Exit: 0 })
        {
            Environment.GetEnvironmentVariable("CI").ShouldNotBe("true", "CI must have Node 20 or later");
            Assert.Skip("Node 20 or later is not installed: histograms were not read with hdr-histogram-js");
        }

        var install = await TryRunAsync("npm", "ci --no-audit --no-fund --ignore-scripts", "");
        install.ShouldNotBeNull().Exit.ShouldBe(0, install.Value.Output);
        Histogram[] histograms = [.. Samples().Select(HistogramTests.Of)];

        var read = await TryRunAsync(
            "node",
            "read.mjs",
            string.Join('\n', histograms.Select(HdrEncoding.Encode)) + "\n"
        );

        read.ShouldNotBeNull().Exit.ShouldBe(0, read.Value.Output);
        var lines = read.Value.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(histograms.Length);
        foreach (var (line, histogram) in lines.Zip(histograms))
        {
            AssertRead(JsonElement.Parse(line), histogram);
        }
    }

    private static void AssertRead(JsonElement theirs, Histogram ours)
    {
        theirs.GetProperty("count").GetInt64().ShouldBe(ours.Count);
        theirs.GetProperty("digits").GetInt32().ShouldBe(3);
        HdrEncoding.Decode(theirs.GetProperty("again").GetString()!).Slots.ShouldBe(ours.Slots);
        foreach (var pair in theirs.GetProperty("percentiles").EnumerateArray().Where(_ => ours.Count > 0))
        {
            // They name a slot by its highest value, we by its middle.
            var slot = HistogramLayout.SlotOf(ours.Percentile(pair[0].GetDouble()));
            pair[1].GetInt64().ShouldBe(HistogramLayout.HighestOf(slot), $"p{pair[0]} of {ours.Count} values");
        }
    }

    private static IEnumerable<IEnumerable<long>> Samples()
    {
        var chance = new Random(11);
        yield return [];
        yield return [0];
        yield return [1, 1, 2, 2047, 2048, 2049];
        yield return Enumerable.Range(0, 1000).Select(i => 100_000_000L + i);
        yield return Enumerable.Range(0, 20_000).Select(_ => (long)(-Math.Log(1 - chance.NextDouble()) * 40e6));
        yield return Enumerable.Range(0, 5_000).Select(_ => chance.NextInt64(HistogramLayout.HighestValue + 1));
        yield return [HistogramLayout.HighestValue];
    }

    private static async Task<(int Exit, string Output)?> TryRunAsync(string program, string arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Path.Combine(Repository(), "conformance", "adapters", "hdr-histogram"),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            using var watchdog = new CancellationTokenSource(TimeSpan.FromMinutes(3));
            var output = process.StandardOutput.ReadToEndAsync(watchdog.Token);
            var errors = process.StandardError.ReadToEndAsync(watchdog.Token);
            await process.StandardInput.WriteAsync(input.AsMemory(), watchdog.Token);
            process.StandardInput.Close();
            try
            {
                await process.WaitForExitAsync(watchdog.Token);
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill(entireProcessTree: true);
                }
            }

            return (process.ExitCode, process.ExitCode == 0 ? await output : await output + await errors);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static string Repository([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
