using System.Globalization;
using StreamBench.Load.Plans;
using StreamBench.Load.Thresholds;
using StreamBench.Yaml;

namespace StreamBench.Cli.Loading;

/// <summary>The plan of a run: a file's, with what the command line says instead.</summary>
internal static class PlanChoice
{
    private const string Head = "streambench-load: 1\n";

    /// <summary>The plan, or null after every problem was printed.</summary>
    internal static LoadPlan? Make(LoadSettings settings, TextWriter error)
    {
        var loaded = settings.Plan is { } file ? ShippedPlans.FindOrLoad(file) : OfOptions(settings);
        foreach (var problem in loaded.Problems)
        {
            error.WriteLine(settings.Plan is null ? Problem(problem) : problem.ToString());
        }

        if (loaded.Plan is not { } plan)
        {
            return null;
        }

        // Read by the same reader as a file, so that a wrong word gets the same answer.
        var changed = PlanFile.Parse(Overrides(settings), "options");
        if (changed.Plan is not { } options)
        {
            foreach (var problem in changed.Problems)
            {
                error.WriteLine(Problem(problem));
            }

            return null;
        }

        return HasGoodThresholds(plan, settings, error) ? Apply(plan, options, settings) : null;
    }

    private static bool HasGoodThresholds(LoadPlan plan, LoadSettings settings, TextWriter error)
    {
        var names = plan.Scenarios.Select(scenario => scenario.Name).ToArray();
        var isGood = true;
        foreach (var text in settings.Thresholds.Concat(settings.Search))
        {
            if (ThresholdParser.Parse(text, names) is { Threshold: null } wrong)
            {
                error.WriteLine($"--threshold \"{Printable.Of(text)}\", column {wrong.Column}: {wrong.Problem}");
                isGood = false;
            }
        }

        return isGood;
    }

    /// <summary>The folder that a plan's scripts and faults are looked for in.</summary>
    internal static string? FolderOf(LoadSettings settings) =>
        settings.Plan is { } file && File.Exists(file) ? Path.GetDirectoryName(Path.GetFullPath(file)) : null;

    private static LoadPlan Apply(LoadPlan plan, LoadPlan options, LoadSettings settings) =>
        plan with
        {
            Seed = settings.Seed ?? plan.Seed,
            Target = plan.Target with
            {
                Url = settings.Url ?? plan.Target.Url,
                Dialect = settings.Dialect ?? plan.Target.Dialect,
                Transport = settings.Transport ?? plan.Target.Transport,
                Http = settings.Http ?? plan.Target.Http,
                Trust = settings.Trust ?? plan.Target.Trust,
            },
            Scenarios = settings.Script is { } script
                ? [.. plan.Scenarios.Select(scenario => scenario with { Script = script })]
                : plan.Scenarios,
            Verify = settings.Verify is null ? plan.Verify : options.Verify,
            Faults = FaultsOf(plan, options, settings),
            Thresholds = [.. plan.Thresholds, .. settings.Thresholds],
        };

    private static LoadFaults? FaultsOf(LoadPlan plan, LoadPlan options, LoadSettings settings) =>
        (settings.Faults, settings.FaultShare) switch
        {
            ("none", _) => null,
            ({ } name, null) => new LoadFaults(name, plan.Faults?.Share ?? 1),
            ({ } name, _) => new LoadFaults(name, options.Faults!.Share),
            (null, { }) when plan.Faults is { } faults => faults with { Share = options.Faults!.Share },
            _ => plan.Faults,
        };

    private static LoadedPlan OfOptions(LoadSettings settings) =>
        PlanFile.Parse(
            Head
                + "name: options\n"
                + (settings.Script is { } script ? $"script: {Quoted(script)}\n" : "")
                + $"load: [ Inject: {{ rate: {Quoted(settings.Rate ?? "10/s")}, during: {Quoted(settings.Duration ?? "10s")} }} ]\n",
            "options"
        );

    private static string Overrides(LoadSettings settings) =>
        Head
        + "load: [ Pause: { during: 1s } ]\n"
        + (settings.Verify is { } verify ? $"verify: {Quoted(verify)}\n" : "")
        + (settings.FaultShare is { } share ? $"faults: {{ plan: any, share: {Quoted(share)} }}\n" : "")
        + $"target: {{ {Target(settings)} }}\n";

    private static string Target(LoadSettings settings) =>
        string.Join(
            ", ",
            new[] { ("url", settings.Url), ("transport", settings.Transport), ("http", settings.Http) }
                .Where(one => one.Item2 is not null)
                .Select(one => $"{one.Item1}: {Quoted(one.Item2!)}")
        );

    // The line and column of the text made here would mean nothing to anybody.
    private static string Problem(FileProblem problem) =>
        string.Create(CultureInfo.InvariantCulture, $"command line: {problem.Message}");

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
