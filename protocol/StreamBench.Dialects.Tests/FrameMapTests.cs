using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;

namespace StreamBench.Dialects.Tests;

public sealed class FrameMapTests
{
    public static TheoryData<string, string> Everything { get; } =
    [.. from dialect in DialectList.All from script in ShippedScripts.Names select (dialect.Name, script)];

    [Theory]
    [MemberData(nameof(Everything))]
    public void It_counts_the_frames_that_the_dialect_writes(string name, string script)
    {
        var dialect = DialectList.Find(name)!;
        var journal = ScriptPlay.Events(ShippedScripts.Find(script)!);

        var map = FrameMap.Of(dialect, journal);

        map.Frames.ShouldBe(DialectLog.Encode(dialect, journal).Length);
        map.Told.Select(seq => map.SeqOf(map.LastFrame(seq))).ShouldBe(map.Told.Select(seq => (long)seq));
        map.Told.ShouldAllBe(seq => map.Tells(seq));
    }

    [Fact]
    public void An_event_without_frames_stands_where_the_last_one_before_it_stands()
    {
        var map = FrameMap.Of(DialectList.Find("ajo")!, ScriptPlay.Events(ShippedScripts.Find("s-hello")!));
        var untold = Enumerable.Range(1, 100).First(seq => !map.Tells(seq));

        map.LastFrame(untold).ShouldBe(map.LastFrame(untold - 1));
        map.LastTold(untold).ShouldBe(map.LastTold(untold - 1));
    }

    [Fact]
    public void Before_the_first_event_there_is_no_frame()
    {
        var map = FrameMap.Of(DialectList.Find("ajo")!, ScriptPlay.Events(ShippedScripts.Find("s-hello")!));

        map.LastFrame(0).ShouldBe(0);
        map.LastTold(0).ShouldBe(0);
        map.SeqOf(0).ShouldBe(0);
    }
}
