using StreamBench.Protocol.Atmosphere;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.FakeAgent.Tests.Endpoints;

/// <summary>Atmosphere's gRPC service, message by message.</summary>
public sealed class AtmosphereCallTests
{
    private const string Topic = "/atmosphere/c";

    [Fact]
    public async Task Subscribe_is_answered_by_an_ack_with_a_tracking_id_and_then_by_one_message_a_frame()
    {
        await using var world = await World.OpenAsync();
        await world.PlayAsync("c");

        var (messages, end, _) = await CallAsync(world, "Subscribe", new AtmosphereMessage { Topic = Topic });

        end.ShouldBe("grpc 0");
        messages[0].Type.ShouldBe(MessageType.Ack);
        messages[0].Topic.ShouldBe(Topic);
        Guid.TryParse(messages[0].TrackingId, out _).ShouldBeTrue();
        messages
            .Skip(1)
            .ShouldAllBe(one => one.Type == MessageType.Message && one.Topic == "" && one.Payload[0] == '{');
        messages[^1].Payload.ShouldContain("\"type\":\"complete\"");
    }

    [Fact]
    public async Task Who_comes_back_with_its_tracking_id_gets_what_was_not_written_to_it()
    {
        await using var world = await World.OpenAsync();
        await world.PlayAsync("c");
        var me = new AtmosphereMessage { Topic = Topic, TrackingId = "me" };

        var (first, _, _) = await CallAsync(world, "Subscribe", me);
        var (second, end, _) = await CallAsync(world, "Subscribe", me);

        first[0].TrackingId.ShouldBe("me");
        first.Count.ShouldBeGreaterThan(2);
        second.Select(one => one.Type).ShouldBe([MessageType.Ack]);
        end.ShouldBe("grpc 0");
    }

    [Fact]
    public async Task A_prompt_that_is_sent_opens_a_turn_and_is_acknowledged()
    {
        await using var world = await World.OpenAsync();
        var conversation = world.Create("c");

        var (messages, end, _) = await CallAsync(world, "Send", Say("Hi"));
        await world.FinishAsync(conversation);

        end.ShouldBe("grpc 0");
        messages.Single().ShouldBe(new AtmosphereMessage { Type = MessageType.Ack, Topic = Topic });
        conversation.Journal.Events().OfType<TurnOpen>().Count().ShouldBe(1);
        conversation.Journal.Events().OfType<TextAppend>().First().Text.ShouldBe("Hi");
    }

    [Theory]
    [InlineData("Subscribe", MessageType.Message, Topic, "", "grpc 3", "SUBSCRIBE")]
    [InlineData("Subscribe", MessageType.Subscribe, "c", "", "grpc 3", "/atmosphere/")]
    [InlineData("Subscribe", MessageType.Subscribe, "/atmosphere/", "", "grpc 3", "/atmosphere/")]
    [InlineData("Subscribe", MessageType.Subscribe, "/atmosphere/none", "", "grpc 5", "unknown_conversation")]
    [InlineData("Send", MessageType.Message, "", "Hi", "grpc 3", "bad_topic")]
    [InlineData("Send", MessageType.Message, "/atmosphere/none", "Hi", "grpc 5", "unknown_conversation")]
    [InlineData("Send", MessageType.Message, Topic, "", "grpc 3", "payload")]
    [InlineData("Send", MessageType.Heartbeat, Topic, "X", "grpc 3", "bad_message")]
    [InlineData("Send", MessageType.Message, Topic, "/__approval/apr_0/deny", "grpc 5", "unknown_approval")]
    [InlineData("Stream", MessageType.Message, Topic, "Hi", "grpc 3", "SUBSCRIBE")]
    public async Task A_wrong_call_is_told_what_is_wrong(
        string method,
        object type,
        string topic,
        string payload,
        string end,
        string word
    )
    {
        await using var world = await World.OpenAsync();
        world.Create("c");
        var message = new AtmosphereMessage
        {
            Type = (MessageType)type,
            Topic = topic,
            Payload = payload,
        };

        var answer = await CallAsync(world, method, message);

        answer.End.ShouldBe(end);
        answer.Words.ShouldContain(word);
    }

    [Fact]
    public async Task What_a_client_says_on_its_stream_is_done_or_answered_with_what_is_wrong()
    {
        await using var world = await World.OpenAsync();
        var conversation = world.Create("c");

        var (messages, end, _) = await CallAsync(
            world,
            "Stream",
            new AtmosphereMessage { Topic = Topic },
            new AtmosphereMessage { Type = MessageType.Heartbeat },
            Say("/__approval/apr_0/deny"),
            Say("Hi", "/atmosphere/d"),
            new AtmosphereMessage { Type = MessageType.Subscribe, Topic = Topic },
            new AtmosphereMessage { Type = MessageType.Error },
            new AtmosphereMessage { Type = MessageType.Unsubscribe, Topic = Topic }
        );

        end.ShouldBe("grpc 0");
        messages
            .Select(one => $"{one.Type} {one.Payload.Split(':')[0]}".TrimEnd())
            .ShouldBe([
                "Ack",
                "Heartbeat",
                "Error unknown_approval",
                "Error other_topic",
                "Error bad_message",
                "Error bad_message",
                "Ack",
            ]);
        conversation.Journal.Window.LastSeq.ShouldBe(0);
    }

    [Fact]
    public async Task A_message_that_is_none_or_too_long_ends_the_stream_in_words()
    {
        await using var world = await World.OpenAsync(options => options with { MaxRequestBytes = 1_000 });
        world.Create("c");
        var hello = new AtmosphereMessage { Topic = Topic };

        var tooLong = await CallAsync(world, "Stream", hello, Say(new string('x', 1_001)));
        var corrupt = await Listener.CallAsync(world, Path("Stream"), [0, 0, 0, 0, 2, 0x0a, 0x05]);
        var compressed = await Listener.CallAsync(world, Path("Stream"), [1, 0, 0, 0, 0]);
        var nothing = await Listener.CallAsync(world, Path("Stream"), body: []);

        (tooLong.End, tooLong.Words.Split(':')[0]).ShouldBe(("grpc 8", "too_large"));
        (corrupt.End, corrupt.Words.Split(':')[0]).ShouldBe(("grpc 3", "bad_message"));
        (compressed.End, compressed.Words.Split(':')[0]).ShouldBe(("grpc 3", "compressed"));
        (nothing.End, nothing.Words.Split(':')[0]).ShouldBe(("grpc 3", "bad_message"));
    }

    private static AtmosphereMessage Say(string prompt, string topic = Topic) =>
        new()
        {
            Type = MessageType.Message,
            Topic = topic,
            Payload = prompt,
        };

    private static string Path(string method) => $"org.atmosphere.grpc.AtmosphereService/{method}";

    private static async Task<(List<AtmosphereMessage> Messages, string End, string Words)> CallAsync(
        World world,
        string method,
        params AtmosphereMessage[] said
    )
    {
        var (body, end, words) = await Listener.CallAsync(world, Path(method), said);
        var (messages, framing) = (new List<AtmosphereMessage>(), new GrpcMessages(1 << 20));
        ReadOnlySpan<byte> rest = body;
        while (framing.Read(ref rest, out var message) == FramingStep.Frame)
        {
            messages.Add(AtmosphereMessage.Parser.ParseFrom(message.Span));
        }

        return (messages, end, words);
    }
}
