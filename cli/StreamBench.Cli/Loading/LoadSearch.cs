using System.Globalization;
using StreamBench.Load.Models;
using StreamBench.Load.Running;
using StreamBench.Load.Search;

namespace StreamBench.Cli.Loading;

/// <summary><c>--search</c>: runs the plan at one rate after another until the highest that holds is known.</summary>
internal sealed class LoadSearch(TextWriter output, TextWriter error)
{
    internal async Task<int> RunAsync(LoadStage stage, LoadSettings settings, CancellationToken cancellation)
    {
        var plan = stage.Plan with { Thresholds = [.. settings.Search] };
        var search = new RateSearch();
        try
        {
            var found = await search.RunAsync(
                (rate, stop) =>
                    HoldsAsync(stage with { Plan = SearchPlan.At(plan, new Rate(rate)) }, settings, rate, stop),
                cancellation
            );
            output.WriteLine(
                found.Highest is { } highest
                    ? Text($"highest rate that holds: {highest:0.##}/s")
                    : Text($"no rate from {search.From * search.Floor:0.##}/s on holds")
            );
            if (found.Lowest is { } lowest)
            {
                output.WriteLine(Text($"lowest rate that fails:  {lowest:0.##}/s"));
            }

            return found.Highest is null ? ExitCode.CheckFailed : ExitCode.AsExpected;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await error.WriteLineAsync("stopped; what the search had found is above");
            return ExitCode.Interrupted;
        }
    }

    private async Task<bool> HoldsAsync(LoadStage stage, LoadSettings settings, double rate, CancellationToken stop)
    {
        await using var server = await stage.OpenAsync(stop);
        var result = await LoadRun.RunAsync(stage.Plan, server, stage.Options(settings), stop);
        stop.ThrowIfCancellationRequested();
        var verdicts = result.Verdicts();
        var held = verdicts.All(verdict => verdict.Held) && result.Distrust.IsEmpty;
        var measured = string.Join(", ", verdicts.Select(verdict => $"{verdict.Threshold.Text} {verdict.Shown}"));
        await output.WriteLineAsync(Text($"{(held ? "✓" : "✗")} {rate:0.##}/s  {measured}"));
        foreach (var why in result.Distrust)
        {
            await output.WriteLineAsync($"  not trustworthy: {Printable.Of(why)}");
        }

        return held;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
