using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using StreamBench.Conformance.Sweeps;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FaultProxy.Rules;
using StreamBench.Transports;

namespace StreamBench.Cli.Demo;

/// <summary>The sweep as a show: progress on standard error, the table on standard output, files in a folder.</summary>
internal sealed class DemoRun(TextWriter output, TextWriter error)
{
    private static readonly string[] Scripts = ["S-TOOL", "S-APPR", "S-MULTI"];

    /// <summary>Runs the sweep and answers the exit code.</summary>
    internal async Task<int> RunAsync(DirectoryInfo folder, Uri? toxiproxy, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var plan = new SweepPlan(
            [.. Scripts.Select(name => new SweepScript(name, ShippedScripts.Find(name)!))],
            // After bytes alone an answer to a poll never comes whole, and HTTP/2 loses what it had buffered.
            toxiproxy is null
                ? [.. StreamTransports.Names]
                : ["sse", "ndjson", "ws"],
            [SweepClient.Reference, SweepClient.EofIsCompletion],
            [CutKind.Fin, CutKind.Rst]
        )
        {
            Toxiproxy = toxiproxy,
        };
        folder.Create();
        var results = await SweepWithProgressAsync(plan, Path.Combine(folder.FullName, "sweep.jsonl"), cancellation);
        var rows = SweepRow.Of(results);
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "sweep.md"),
            SweepFiles.Markdown(rows),
            cancellation
        );
        var console = DemoConsole.On(output);
        foreach (var client in plan.Clients)
        {
            DemoTable.Print(console, client, rows.Where(row => row.Client == client.Name));
        }

        return Conclude(console, plan, results, folder, Stopwatch.GetElapsedTime(started));
    }

    private async Task<ImmutableArray<CutResult>> SweepWithProgressAsync(
        SweepPlan plan,
        string file,
        CancellationToken cancellation
    )
    {
        await using var lines = TextWriter.Synchronized(new StreamWriter(file));
        var results = ImmutableArray<CutResult>.Empty;
        await DemoConsole
            .On(error)
            .Progress()
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .StartAsync(async progress =>
            {
                var bars = plan.Clients.ToDictionary(
                    client => client.Name,
                    client => progress.AddTask(client.Name, maxValue: plan.RunsOf(client)),
                    StringComparer.Ordinal
                );
                results = await Sweep.RunAsync(
                    plan,
                    result =>
                    {
                        lines.WriteLine(SweepFiles.Line(result));
                        bars[result.Client].Increment(1);
                    },
                    cancellation
                );
            });
        return results;
    }

    private static int Conclude(
        IAnsiConsole console,
        SweepPlan plan,
        ImmutableArray<CutResult> results,
        DirectoryInfo folder,
        TimeSpan took
    )
    {
        var unexpected = results.Where(r => !r.IsAsExpected).ToArray();
        foreach (var run in unexpected.Take(10))
        {
            console.WriteLine(
                $"unexpected: {run.Client}, {run.Transport}, {run.Script}, {run.Cut}: {run.Outcome}. {run.Difference}"
            );
        }

        var caught = results.Count(r => r.Client != SweepClient.Reference.Name && !r.IsEqual);
        console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{results.Length:N0} runs in {took.TotalSeconds:F0} s on {plan.Transports.Length} transports. The planted bug was caught at {caught:N0} cuts."
            )
        );
        console.WriteLine($"Every run: {Path.GetRelativePath(".", Path.Combine(folder.FullName, "sweep.jsonl"))}");
        console.WriteLine(
            unexpected.Length == 0
                ? "As expected: the reference client recovered from every cut."
                : $"{unexpected.Length} runs did not go as expected."
        );
        return unexpected.Length == 0 ? ExitCode.AsExpected : ExitCode.CheckFailed;
    }
}
