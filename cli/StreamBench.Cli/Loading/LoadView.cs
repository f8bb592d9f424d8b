using System.Globalization;
using Spectre.Console;
using StreamBench.Cli.Demo;
using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Plans;
using StreamBench.Load.Recording;
using StreamBench.Load.Running;

namespace StreamBench.Cli.Loading;

/// <summary>What a run does while it does it: one screen on a terminal, a line every five seconds anywhere else.</summary>
internal sealed class LoadView : IDisposable
{
    private const int LineEvery = 5;
    private const int Sparks = 60;
    private const string Bars = "▁▂▃▄▅▆▇█";

    private readonly IAnsiConsole console;
    private readonly LoadPlan plan;
    private readonly Queue<double> rates = new();
    private int drawn;

    private LoadView(IAnsiConsole console, LoadPlan plan) => (this.console, this.plan) = (console, plan);

    internal static LoadView On(TextWriter writer, LoadPlan plan) => new(DemoConsole.On(writer), plan);

    internal void Show(RunSecond second)
    {
        var now = second.Interval.Tallies();
        var tally = now.Sum(warmUp: false);
        tally.Add(now.Sum(warmUp: true));
        var seconds = second.Interval.Length.TotalSeconds;
        rates.Enqueue(tally[Counter.Events] / seconds);
        if (rates.Count > Sparks)
        {
            rates.Dequeue();
        }

        if (console.Profile.Capabilities.Ansi)
        {
            Draw(second, tally, seconds);
        }
        else if (second.Interval.Number % LineEvery == 0)
        {
            console.WriteLine(Line(second, tally, seconds));
        }
    }

    public void Dispose()
    {
        if (drawn > 0)
        {
            console.Cursor.Show(show: true);
        }
    }

    private void Draw(RunSecond second, Tally tally, double seconds)
    {
        var sum = second.SoFar.Sum(warmUp: false);
        string[] lines =
        [
            Text(
                $"{PlanName()}  {second.Elapsed:mm\\:ss} of {second.Length:mm\\:ss}{(second.Elapsed < plan.WarmUp ? "  warm-up" : "")}"
            ),
            Line(second, tally, seconds),
            Row("this second", tally),
            Row("since the warm-up", sum),
            Text($"errors     {Errors(sum)}"),
            Text($"events/s   {Sparkline()}"),
        ];
        if (drawn > 0)
        {
            console.Cursor.MoveUp(drawn);
        }

        console.Cursor.Show(show: false);
        foreach (var line in lines)
        {
            console.WriteLine(line.PadRight(console.Profile.Width - 1)[..(console.Profile.Width - 1)]);
        }

        drawn = lines.Length;
    }

    private string PlanName() => Printable.Of(plan.Name, 40);

    private static string Line(RunSecond second, Tally tally, double seconds) =>
        Text(
            $"{second.Elapsed:mm\\:ss}  open {second.Interval.Open}  starts/s {tally[Counter.Started] / seconds:0}  events/s {tally[Counter.Events] / seconds:0}  ttfe p99 {Time(tally, Clock.FirstEvent)}  errors {Failures(tally)}"
        );

    private static string Row(string name, Tally tally) =>
        Text(
            $"{name, -18} ttfe p99 {Time(tally, Clock.FirstEvent), 8}  ttfc p99 {Time(tally, Clock.FirstContent), 8}  gap p99 {Time(tally, Clock.Gap), 8}"
        );

    private static string Time(Tally tally, Clock clock)
    {
        var reading = tally.Read(clock, ClockColumn.Intended);
        return reading.Count == 0 ? "–"
            : reading.Percentile(99) is { } nanoseconds ? Text($"{nanoseconds / 1e6:0.0}ms")
            : "never";
    }

    private static long Failures(Tally tally) =>
        CounterTable
            .All.Where(counter => counter.Counter is >= Counter.Mismatch and < Counter.Unfinished)
            .Sum(counter => tally[counter.Counter]) + tally[Counter.Dropped];

    private static string Errors(Tally tally)
    {
        var all = CounterTable
            .All.Where(counter => counter.Counter is (>= Counter.Mismatch and < Counter.Unfinished) or Counter.Dropped)
            .Where(counter => tally[counter.Counter] > 0)
            .Select(counter => Text($"{counter.Name} {tally[counter.Counter]}"))
            .ToArray();
        return all.Length == 0 ? "none" : string.Join("  ", all);
    }

    private string Sparkline()
    {
        var most = Math.Max(1, rates.Max());
        return string.Concat(rates.Select(rate => Bars[(int)(rate / most * (Bars.Length - 1))]));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
