using System.Globalization;
using StreamBench.Load.Plans;
using StreamBench.Load.Running;

namespace StreamBench.Cli.Loading;

/// <summary>A plan with everything that was read for it.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Scripts">Its scripts, where they are known.</param>
/// <param name="Folder">Where its scripts and faults are looked for.</param>
internal sealed record LoadStage(LoadPlan Plan, PlanScripts? Scripts, string? Folder)
{
    /// <summary>The server of a run: somebody's own, or a fake agent that lives as long as the run.</summary>
    internal async Task<ILoadServer> OpenAsync(CancellationToken cancellation) =>
        Plan.Target.Url is { } url
            ? await ReachAsync(new Uri(url))
            : await AgentProcess.StartAsync(Plan, Scripts!, Folder, cancellation);

    /// <summary>How it is run.</summary>
    internal LoadRunOptions Options(LoadSettings settings) =>
        new()
        {
            Segment = settings.Segment,
            Threads = settings.Threads,
            Only = settings.Only,
            RepeatCommand = Repeat(settings),
        };

    private Task<ILoadServer> ReachAsync(Uri address) =>
        Task.FromResult<ILoadServer>(new RunningServer(address, Scripts is { } scripts ? scripts.Expected : null));

    private string Repeat(LoadSettings settings)
    {
        var line = $"streambench load {settings.Plan ?? $"--script {Plan.Scenarios[0].Script ?? "s-hello"}"}";
        foreach (
            var (option, value) in (ReadOnlySpan<(string, string?)>)
                [
                    ("--url", settings.Url),
                    ("--dialect", settings.Dialect),
                    ("--transport", settings.Transport),
                    ("--http", settings.Http),
                    ("--trust", settings.Trust),
                    ("--faults", settings.Faults),
                    ("--fault-share", settings.FaultShare),
                ]
        )
        {
            line += value is null ? "" : $" {option} {value}";
        }

        return line + string.Create(CultureInfo.InvariantCulture, $" --seed {Plan.Seed}");
    }
}
