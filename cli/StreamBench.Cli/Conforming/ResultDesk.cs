using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Results;
using StreamBench.Reports.Console;

namespace StreamBench.Cli.Conforming;

/// <summary>Takes results as they come: into the file, past the baseline, onto the screen, and into reports at the end.</summary>
internal sealed class ResultDesk(ConformSettings settings, BaselineDesk baseline, TextWriter output, TextWriter error)
{
    /// <summary>Runs, and answers the exit code.</summary>
    /// <param name="who">Who is tested.</param>
    /// <param name="planned">How many results one round has, and how many come once only.</param>
    /// <param name="round">One round; tells each result to what it is given.</param>
    /// <param name="cancellation">Stops; what was found stays good.</param>
    internal async Task<int> RunAsync(
        ClientCard who,
        (int EachRound, int Once) planned,
        Func<Action<RunResult>, Task> round,
        CancellationToken cancellation
    )
    {
        var results = await CollectAsync(HeaderOf(who, planned), round, cancellation);
        ConsoleReport.Write(results, output, new ConsoleOptions());
        await ReportFiles.WriteAsync(settings.Reports, results, output);
        if (settings.UpdatesBaseline)
        {
            await baseline.UpdateAsync(who.Name, results);
        }

        await output.WriteLineAsync($"every run: {Path.GetRelativePath(".", ResultFile)}");
        return results.Summary.ExitCode;
    }

    private string ResultFile => Path.Combine(settings.Out.FullName, "results.jsonl");

    private async Task<ResultSet> CollectAsync(
        RunHeader header,
        Func<Action<RunResult>, Task> round,
        CancellationToken cancellation
    )
    {
        using var file = ResultWriter.Create(ResultFile, header);
        var runs = new ConcurrentQueue<RunResult>();
        var traces = new TraceFiles(new DirectoryInfo(Path.Combine(settings.Out.FullName, "traces")));
        var progress = Console.IsErrorRedirected
            ? null
            : new ConsoleProgress(error, header.Planned, TimeProvider.System);
        var interrupted = false;
        try
        {
            for (var number = 1; number <= settings.Repeat; number++)
            {
                await round(Take);
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
            var result = baseline.Judge(traces.Keep(unjudged));
            file.Write(result);
            runs.Enqueue(result);
            progress?.Report(result);
        }
    }

    private RunHeader HeaderOf(ClientCard who, (int EachRound, int Once) planned) =>
        new()
        {
            StreamBench = typeof(ResultDesk).Assembly.GetName().Version!.ToString(3),
            StartedAt = TimeProvider.System.GetUtcNow(),
            Seed = $"{settings.Plan.Seed}",
            Arguments = settings.Arguments,
            Machine =
                $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors",
            Clients = [who],
            Planned = (planned.EachRound * settings.Repeat) + planned.Once,
        };
}
