using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.Protocol.Events;
using static StreamBench.FakeAgent.Tests.Scripts.RunningScript;

namespace StreamBench.FakeAgent.Tests.Scripts;

/// <summary>When things are said: the pace of the script, its jitter, and lanes beside each other.</summary>
public sealed class ScriptPaceTests
{
    [Fact]
    public void Events_are_due_at_the_pace_of_the_script()
    {
        var run = Start(
            "- pace: { first: 180ms, every: 15ms }\n  events: [{ text: one two }, { wait: 1s }, { end: completed }]"
        );

        Rest(run)
            .Select(cue => $"{cue.Due.TotalMilliseconds} {cue.Event.Type}")
            .ShouldBe([
                "0 turn.open",
                "180 item.open",
                "195 text.append",
                "210 text.append",
                "225 item.close",
                "1240 turn.close",
            ]);
        run.Finished.ShouldBeTrue();
    }

    [Fact]
    public void Jitter_stays_in_its_bounds_and_comes_from_the_seed()
    {
        const string turns =
            "- pace: { every: 15ms, jitter: 5ms }\n  events: [{ text: a b c d e f g h i j k l m n }, { end: completed }]";

        var waits = Waits(Start(turns));

        waits.ShouldAllBe(wait => wait >= 10 && wait <= 20);
        waits.Distinct().Count().ShouldBeGreaterThan(5);
        Waits(Start(turns)).ShouldBe(waits);
        Waits(Start(turns, "seed: 2\n")).ShouldNotBe(waits);
    }

    [Fact]
    public void Without_waits_the_events_keep_their_order()
    {
        const string turns = """
            - pace: { every: 10ms }
              events:
                - parallel:
                    - { text: a b c d, item: x }
                    - { text: e f g h, item: "y", pace: { every: 4ms } }
                - end: completed
            """;

        var paced = Rest(Start(turns)).ConvertAll(cue => cue.Event);
        var hurried = Rest(Start(turns, options: new ScriptRunOptions { Pace = 0 }));

        hurried.ConvertAll(cue => cue.Event).ShouldBe(paced);
        hurried.ShouldAllBe(cue => cue.Due == TimeSpan.Zero);
    }

    [Fact]
    public void Lanes_without_a_pace_alternate()
    {
        var run = Start(
            "- events: [{ parallel: [{ text: a b, item: x }, { text: c d, item: y }] }, { end: completed }]"
        );

        Rest(run)
            .Select(cue => cue.Event)
            .OfType<TextAppend>()
            .Select(append => append.Text.Trim())
            .ShouldBe(["a", "c", "b", "d"]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_pace_is_a_number_from_0(double pace) =>
        Should.Throw<ArgumentOutOfRangeException>(() =>
            Run("- events: []", options: new ScriptRunOptions { Pace = pace })
        );

    private static double[] Waits(ScriptRun run)
    {
        var times = Rest(run).Select(cue => cue.Due.TotalMilliseconds).ToArray();
        return [.. times.Zip(times.Skip(1), (one, other) => other - one)];
    }
}
