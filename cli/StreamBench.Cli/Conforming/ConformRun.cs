using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Reference;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Running;
using StreamBench.Reports.Annotations;
using StreamBench.Reports.Console;

namespace StreamBench.Cli.Conforming;

/// <summary>A conformance run: progress on standard error, results line by line into a file, the report on standard output.</summary>
internal sealed class ConformRun(TextWriter output, TextWriter error)
{
    /// <summary>Runs, and answers the exit code.</summary>
    internal async Task<int> RunAsync(ConformSettings settings, CancellationToken cancellation)
    {
        try
        {
            await using var session = await ConformanceSession.StartAsync(
                ClientOf(settings),
                settings.Runner,
                settings.Plan.Seed,
                cancellation
            );
            return await RunAsync(session, settings, cancellation);
        }
        catch (FormatException e)
        {
            await error.WriteLineAsync(e.Message);
            return ExitCode.Usage;
        }
        catch (ClientUnavailableException e)
        {
            await error.WriteLineAsync(e.Message);
            return ExitCode.Harness;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.Interrupted; // before the first run
        }
    }

    private static IClientUnderTest ClientOf(ConformSettings settings) =>
        settings.Client is { } text
            ? ClientSpec.Parse(text).Create()
            : new ReferenceUnderTest(seed: settings.Plan.Seed);

    private async Task<int> RunAsync(
        ConformanceSession session,
        ConformSettings settings,
        CancellationToken cancellation
    )
    {
        var plan = await session.PlanAsync(CaseBook.Shipped, settings.Plan);
        if (plan.Runs.IsEmpty && plan.Unimplemented.IsEmpty)
        {
            await error.WriteLineAsync("nothing was selected; streambench conform list shows every case");
            return ExitCode.NothingSelected;
        }

        var desk = await BaselineDesk.OpenAsync(settings, session);
        var results = await RunPlanAsync(session, plan, desk, settings, cancellation);
        ConsoleReport.Write(results, output, new ConsoleOptions());
        await WriteReportsAsync(results, settings);
        if (settings.UpdatesBaseline)
        {
            await desk.UpdateAsync(session.Card.Client.Name, results);
        }

        await output.WriteLineAsync($"every run: {Path.GetRelativePath(".", FileOf(settings))}");
        return results.Summary.ExitCode;
    }

    private async Task<ResultSet> RunPlanAsync(
        ConformanceSession session,
        Plan plan,
        BaselineDesk desk,
        ConformSettings settings,
        CancellationToken cancellation
    )
    {
        var header = HeaderOf(session, settings, plan);
        using var file = ResultWriter.Create(FileOf(settings), header);
        var runs = new ConcurrentQueue<RunResult>();
        var traces = new TraceFiles(new DirectoryInfo(Path.Combine(settings.Out.FullName, "traces")));
        var progress = Console.IsErrorRedirected
            ? null
            : new ConsoleProgress(error, header.Planned, TimeProvider.System);
        var interrupted = false;
        try
        {
            for (var round = 1; round <= settings.Repeat; round++)
            {
                await session.RunAsync(plan, Take, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            interrupted = true;
        }

        progress?.Clear();
        var footer = new RunFooter
        {
            EndedAt = TimeProvider.System.GetUtcNow(),
            Interrupted = interrupted,
            Runs = runs.Count,
            ExitCode = 0,
        };
        var results = ResultSet.Of(header, [.. runs], footer, []);
        footer = footer with { ExitCode = results.Summary.ExitCode };
        file.Finish(footer);
        return ResultSet.Of(header, [.. runs], footer, []);

        void Take(RunResult unjudged)
        {
            var result = desk.Judge(traces.Keep(unjudged));
            file.Write(result);
            runs.Enqueue(result);
            progress?.Report(result);
        }
    }

    private async Task WriteReportsAsync(ResultSet results, ConformSettings settings)
    {
        foreach (var (verb, path) in settings.Reports)
        {
            await using var report = new StreamWriter(path);
            Presenters.All[verb].Write(results, report);
        }

        if (Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true")
        {
            AnnotationReport.Write(results, output, new AnnotationOptions());
        }
    }

    private static string FileOf(ConformSettings settings) => Path.Combine(settings.Out.FullName, "results.jsonl");

    private static RunHeader HeaderOf(ConformanceSession session, ConformSettings settings, Plan plan) =>
        new()
        {
            StreamBench = typeof(ConformRun).Assembly.GetName().Version!.ToString(3),
            StartedAt = TimeProvider.System.GetUtcNow(),
            Seed = $"{settings.Plan.Seed}",
            Arguments = settings.Arguments,
            Machine =
                $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors",
            Clients = [session.Card.Client],
            Planned = (plan.Runs.Length * settings.Repeat) + plan.Unimplemented.Length,
        };
}
