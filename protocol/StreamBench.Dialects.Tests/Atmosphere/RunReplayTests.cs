using System.Collections.Immutable;
using System.Text;
using StreamBench.Dialects.Atmosphere;
using StreamBench.Dialects.Endpoints;
using StreamBench.Dialects.Tests.Laws;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Tests.Atmosphere;

/// <summary>A run that is said again: what a server keeps of it, and what a client makes of that.</summary>
public sealed class RunReplayTests
{
    private static readonly string Run = AtmosphereIds.Run("t1");

    public static TheoryData<string> EveryScript { get; } = [.. ShippedScripts.Names];

    [Fact]
    public void A_run_is_one_message_with_its_texts_and_ends_in_lines_numbered_from_1()
    {
        var replay = Kept(Run, Frames("s-tool"));

        var lines = replay.ShouldNotBeNull().Split('\n');

        lines[0].ShouldBe($$"""{"type":"streaming-text","data":"Looking ","sessionId":"{{Run}}","seq":1}""");
        lines[^1].ShouldBe($$"""{"type":"complete","sessionId":"{{Run}}","seq":{{lines.Length}}}""");
        lines
            .Index()
            .ShouldAllBe(one =>
                one.Item.EndsWith($"\"sessionId\":\"{Run}\",\"seq\":{one.Index + 1}}}", StringComparison.Ordinal)
            );
        lines[..^1].ShouldAllBe(line => line.StartsWith("""{"type":"streaming-text",""", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_a_run_that_nobody_knows_nothing_is_said() => Kept("other", Frames("s-tool")).ShouldBeNull();

    [Fact]
    public void A_turn_that_resumes_another_belongs_to_its_run()
    {
        var frames = Frames("s-cont");

        var lines = Kept(Run, frames).ShouldNotBeNull().Split('\n');

        lines.Count(line => line.StartsWith("""{"type":"complete""", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public void More_than_the_ring_holds_pushes_out_the_oldest_without_a_word()
    {
        var lines = Kept(Run, Frames("s-10k")).ShouldNotBeNull().Split('\n');

        lines.Length.ShouldBe(1_024);
        lines[0].ShouldContain("\"seq\":1}");
        lines[^1].ShouldContain("\"type\":\"complete\"");
    }

    [Theory]
    [MemberData(nameof(EveryScript))]
    public void Runs_that_are_said_again_at_any_moment_change_nothing_for_who_has_lost_nothing(string script)
    {
        var journal = ScriptPlay.Events(ShippedScripts.Find(script)!);
        var frames = DialectLog.Encode(AtmosphereDialect.Instance, journal);
        var runs = journal.OfType<TurnOpen>().Select(open => AtmosphereIds.Run(open.Turn!)).Take(8).ToArray();
        var every = Math.Max(1, frames.Length / 8);
        var decoder = new AtmosphereDecoder();
        var received = new List<Received>();

        for (var i = 0; i < frames.Length; i++)
        {
            decoder.Decode(frames[i], received);
            foreach (var run in i % every == 0 ? runs : [])
            {
                Hear(decoder, Kept(run, frames[..(i + 1)]), received);
            }
        }

        Content.Text(Content.Of(Events(received))).ShouldBe(Content.Expected(AtmosphereDialect.Instance, journal));
    }

    [Theory]
    [InlineData("s-hello")]
    [InlineData("s-pace")]
    [InlineData("s-long")]
    [InlineData("s-fail")]
    public void Text_that_was_lost_in_flight_and_the_end_come_back_with_the_run(string script)
    {
        var journal = ScriptPlay.Events(ShippedScripts.Find(script)!);
        var frames = DialectLog.Encode(AtmosphereDialect.Instance, journal);
        var first = frames.TakeWhile((frame, i) => i == 0 || !IsOpening(frame)).ToArray();
        for (var heard = 1; heard < Math.Min(first.Length, 40); heard++)
        {
            var decoder = new AtmosphereDecoder();
            var received = new List<Received>();

            Array.ForEach(first[..heard], frame => decoder.Decode(frame, received));
            decoder.StartConnection();
            Hear(decoder, Kept(Run, first), received);
            Array.ForEach(frames[first.Length..].ToArray(), frame => decoder.Decode(frame, received));

            Content
                .Text(Content.Of(Events(received)))
                .ShouldBe(Content.Expected(AtmosphereDialect.Instance, journal), $"{script}, {heard} frames heard");
        }
    }

    [Fact]
    public void A_replaced_text_is_not_taken_back_by_a_run_that_keeps_what_it_replaced()
    {
        var said = WireLines.Read(
            new AtmosphereDecoder(),
            Opening("S", "R"),
            """{"type":"streaming-text","data":"Helo wold","sessionId":"S","seq":2}""",
            """{"event":"text-complete","data":{"fullText":"Hello"},"sessionId":"S","seq":3}""",
            Again("Helo wold", " and more")
        );

        said[^1].ShouldBe("4 item.replace S S/text");
    }

    [Fact]
    public void A_run_that_was_never_heard_of_is_a_session_of_its_own() =>
        WireLines
            .Read(new AtmosphereDecoder(), Again("Hel", "lo"))
            .ShouldBe([
                "1 turn.open R",
                "2 item.open R R/text",
                "3 text.append R R/text Hel",
                "4 text.append R R/text lo",
            ]);

    [Fact]
    public void The_resume_point_is_the_run_as_long_as_it_goes_on() =>
        WireLines
            .Read(
                new AtmosphereDecoder(),
                Opening("S", "R"),
                """{"type":"streaming-text","data":"Hi","sessionId":"S","seq":2}""",
                """{"type":"complete","sessionId":"S","seq":3}"""
            )
            .ShouldBe([
                "1 turn.open S @R",
                "2 item.open S S/text",
                "3 text.append S S/text Hi",
                "4 turn.close S completed",
                "- @",
            ]);

    [Theory]
    [InlineData("ws", "R", true)]
    [InlineData("sse", "R", true)]
    [InlineData("streaming", "R", true)]
    [InlineData("lp", "R", true)]
    [InlineData("grpc", "R", true)]
    [InlineData("ws", "", false)]
    [InlineData("ws", null, false)]
    public void A_client_names_the_run_that_it_has_heard_of(string transport, string? run, bool isNamed)
    {
        var endpoint = AtmosphereDialect.Instance.On(transport)!;

        var back = Opened(endpoint, new StreamAsk("c", run));
        var polling = Opened(endpoint, new StreamAsk("c", run) { IsNextPoll = true });

        back.Run.ShouldBe(isNamed ? "R" : null);
        polling.Run.ShouldBeNull();
    }

    private static StreamOpening Opened(DialectEndpoint endpoint, StreamAsk ask)
    {
        var request = endpoint.Ask(ask);
        return endpoint.Open(request with { Route = request.Route.SetItem("c", ask.Conversation) });
    }

    private static string Opening(string session, string run) =>
        $$"""{"type":"metadata","key":"X-Atmosphere-Run-Id","value":"{{run}}","sessionId":"{{session}}","seq":1}""";

    private static string Again(params string[] words) =>
        string.Join(
            '\n',
            words.Select(
                (word, i) => $$"""{"type":"streaming-text","data":"{{word}}","sessionId":"R","seq":{{i + 1}}}"""
            )
        );

    private static bool IsOpening(Frame frame) => frame.Data.Span.IndexOf("X-Atmosphere-Run-Id"u8) >= 0;

    private static ImmutableArray<Frame> Frames(string script) =>
        DialectLog.Encode(AtmosphereDialect.Instance, ScriptPlay.Events(ShippedScripts.Find(script)!));

    private static string? Kept(string run, IEnumerable<Frame> frames)
    {
        var replay = AtmosphereDialect.Instance.NewRunReplay!(run);
        foreach (var frame in frames)
        {
            replay.Take(frame.Data);
        }

        using var output = new FrameBuffer();
        replay.WriteTo(output);
        return output.Count == 0 ? null : Encoding.UTF8.GetString(output.Data(0).Span);
    }

    private static void Hear(AtmosphereDecoder decoder, string? replay, List<Received> received)
    {
        if (replay is not null)
        {
            decoder.Decode(new Frame(Encoding.UTF8.GetBytes(replay)), received);
        }
    }

    private static IEnumerable<StreamEvent> Events(List<Received> received) =>
        received.Select(one => one.Payload).OfType<StreamEvent>();
}
