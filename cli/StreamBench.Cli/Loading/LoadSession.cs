using StreamBench.Dialects;
using StreamBench.Dialects.Losses;
using StreamBench.Load.Feeds;
using StreamBench.Load.Plans;
using StreamBench.Load.Reporting;
using StreamBench.Load.Results;
using StreamBench.Load.Running;

namespace StreamBench.Cli.Loading;

/// <summary><c>streambench load PLAN</c>: the plan is read, run and reported; thresholds decide the exit code.</summary>
internal sealed class LoadSession(TextWriter output, TextWriter error)
{
    /// <summary>Runs and answers the exit code.</summary>
    internal async Task<int> RunAsync(LoadSettings settings, CancellationToken cancellation)
    {
        if (PlanChoice.Make(settings, error) is not { } plan)
        {
            return ExitCode.Usage;
        }

        if (Prepare(plan, settings) is not { } stage)
        {
            return ExitCode.Usage;
        }

        try
        {
            return settings.Search.IsEmpty
                ? await RunOnceAsync(stage, settings, cancellation)
                : await new LoadSearch(output, error).RunAsync(stage, settings, cancellation);
        }
        catch (Exception e) when (e is InvalidDataException or FeedExhaustedException or FormatException)
        {
            await error.WriteLineAsync(Printable.Of(e.Message));
            return ExitCode.Usage;
        }
        catch (Exception e) when (e is LoadRunException or IOException)
        {
            await error.WriteLineAsync(Printable.Of(e.Message));
            return ExitCode.Harness;
        }
    }

    private async Task<int> RunOnceAsync(LoadStage stage, LoadSettings settings, CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(settings.Results ?? LoadReports.DefaultResults));
        Directory.CreateDirectory(folder!);
        LoadResult result;
        await using (var lines = new StreamWriter(settings.Results ?? LoadReports.DefaultResults))
        await using (var server = await stage.OpenAsync(cancellation))
        {
            using var metrics = LoadMetrics.To(settings.Metrics);
            using var view = LoadView.On(error, stage.Plan);
            result = await LoadRun.RunAsync(
                stage.Plan,
                server,
                stage.Options(settings) with
                {
                    Results = lines,
                    OnSecond = second =>
                    {
                        view.Show(second);
                        metrics?.Show(second);
                    },
                },
                cancellation
            );
        }

        var held = ConsoleSummary.Write(output, result);
        LoadReports.Write(output, settings, result);
        return CodeOf(result, held);
    }

    private LoadStage? Prepare(LoadPlan plan, LoadSettings settings)
    {
        var folder = PlanChoice.FolderOf(settings);
        if (plan.Faults is { } faults && FaultPlans.Load(faults.Plan, folder, error) is null)
        {
            return null;
        }

        // Somebody's own server may play what it likes; a script that is known says what its turns end in.
        var dialect = DialectList.Find(plan.Target.Dialect);
        var known =
            dialect is not null
            && (plan.Target.Url is null || plan.Scenarios.All(scenario => scenario.Script is not null));
        var scripts = known ? PlanScripts.Load(plan, folder, error) : null;
        if (known && scripts is null)
        {
            return null;
        }

        if (dialect is null && plan.Target.Url is null)
        {
            error.WriteLine(
                $"the fake agent speaks {string.Join(", ", DialectList.All.Select(one => one.Name))}; for {Printable.Of(plan.Target.Dialect)} name a server with --url"
            );
            return null;
        }

        if (scripts?.FirstThatAsks() is { } script && dialect!.Losses.Contains(KnownLosses.Approvals))
        {
            error.WriteLine(
                $"the script {Printable.Of(script)} waits for a decision, and {dialect.Name} has no words for one: choose another script"
            );
            return null;
        }

        return new LoadStage(plan, scripts, folder);
    }

    /// <summary>What a result means for the caller.</summary>
    internal static int CodeOf(LoadResult result, bool held) =>
        result.IsPartial ? ExitCode.Interrupted
        : !result.Distrust.IsEmpty ? ExitCode.Harness
        : held ? ExitCode.AsExpected
        : ExitCode.CheckFailed;
}
