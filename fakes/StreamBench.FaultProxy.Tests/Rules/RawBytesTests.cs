using System.Net.WebSockets;
using System.Text;

namespace StreamBench.FaultProxy.Tests.Rules;

/// <summary>Bytes that no server would send: between events, inside of them, and in place of their line ends.</summary>
public sealed class RawBytesTests
{
    public static TheoryData<string> Wires => [.. Wire.Names];

    /// <summary>What each format lets stand between events, as a rule writes it, and its bytes.</summary>
    private static (string Rule, byte[] Bytes) Between(string transport) =>
        transport.Split('-')[0] switch
        {
            "sse" => (""": ping\r\n\r\n""", ": ping\r\n\r\n"u8.ToArray()),
            "ndjson" => ("""\r\n\n""", "\r\n\n"u8.ToArray()),
            _ => ("hex:89026869", [0x89, 2, (byte)'h', (byte)'i']),
        };

    [Theory, MemberData(nameof(Wires))]
    public void Injected_bytes_stand_behind_their_event_as_they_are_given(string transport)
    {
        var wire = new Wire(transport);
        var (rule, bytes) = Between(transport);
        var play = new Rehearsal($$"""- { at: { index: 2 }, do: inject, bytes: "{{rule}}" }""");

        var received = play.Play(wire, wire.Body(3), slice: 11);

        wire.Content(received).ShouldBe([.. wire.Event(1), .. wire.Event(2), .. bytes, .. wire.Event(3)]);
        if (transport.EndsWith("chunked", StringComparison.Ordinal))
            Wire.EndsWhole(received).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Wires))]
    public void At_index_0_they_come_before_the_first_event(string transport)
    {
        var wire = new Wire(transport);
        var (rule, bytes) = Between(transport);

        var received = new Rehearsal($$"""- { at: { index: 0 }, do: inject, bytes: "{{rule}}" }""").Play(
            wire,
            wire.Body(2)
        );

        wire.Content(received).ShouldBe([.. bytes, .. wire.Event(1), .. wire.Event(2)]);
    }

    [Theory, MemberData(nameof(Wires))]
    public void They_are_no_event_for_other_rules(string transport)
    {
        var wire = new Wire(transport);
        var (rule, bytes) = Between(transport);

        var received = new Rehearsal(
            $$"""
            - { at: { every: event }, do: inject, bytes: "{{rule}}" }
            - { at: { index: 3 }, do: cut }
            """
        ).Play(wire, wire.Body(9));

        wire.Content(received).ShouldBe([.. wire.Event(1), .. bytes, .. wire.Event(2), .. bytes, .. wire.Event(3)]);
    }

    [Fact]
    public void A_priming_event_goes_out_with_the_head()
    {
        var wire = new Wire("sse-chunked");
        var play = new Rehearsal("""- { at: { index: 0 }, do: inject, bytes: "id: 1:0\nretry: 40\ndata:\n\n" }""");
        play.Request(wire.Request);

        play.Respond(wire.Head);

        Encoding.UTF8.GetString(wire.Content([.. play.Received])).ShouldBe("id: 1:0\nretry: 40\ndata:\n\n");
    }

    [Fact]
    public void A_call_of_gRPC_takes_them_in_a_frame_of_their_own()
    {
        var play = new Rehearsal("""- { at: { index: 2 }, do: inject, bytes: "hex:0000000000" }""");
        play.Request(GrpcWire.Preface);

        play.Respond([.. GrpcWire.Settings, .. GrpcWire.Stream(1, 3)]);
        play.End();

        GrpcWire
            .Content([.. play.Received], 1)
            .ShouldBe([.. GrpcWire.Events(1, 2), 0, 0, 0, 0, 0, .. GrpcWire.Events(3, 3)]);
    }

    [Theory]
    [InlineData(0, """   {"events":[{"n":1},{"n":2}]}""")]
    [InlineData(1, """{"events":[{"n":1}   ,{"n":2}]}""")]
    public void An_answer_to_a_poll_announces_them(int index, string expected)
    {
        const string body = """{"events":[{"n":1},{"n":2}]}""";
        var play = new Rehearsal($$"""- { at: { index: {{index}} }, do: inject, bytes: "   " }""");
        play.Request("GET /events HTTP/1.1\r\n\r\n");

        play.Respond(
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"
        );

        Encoding
            .UTF8.GetString([.. play.Received])
            .ShouldBe(
                $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {expected.Length}\r\n\r\n{expected}"
            );
    }

    [Theory, MemberData(nameof(Wires))]
    public void A_cut_falls_on_any_byte_of_its_event_from_either_end(string transport)
    {
        var wire = new Wire(transport);
        var second = wire.Event(2);
        for (var n = 0; n <= second.Length; n++)
        {
            byte[] expected = [.. wire.Event(1), .. second[..n]];

            CutInside($"{{ index: 2, inside: {n} }}").ShouldBe(expected);
            CutInside($"{{ id: \"1:2\", inside: {n} }}").ShouldBe(expected);
            if (n < second.Length)
                CutInside($"{{ seq: 2, inside: {n - second.Length} }}").ShouldBe(expected);
        }

        byte[] CutInside(string at) =>
            wire.Content(new Rehearsal($"- {{ at: {at}, do: cut, how: rst }}").Play(wire, wire.Body(4), slice: 17));
    }

    [Fact]
    public void A_cut_inside_a_message_of_gRPC_leaves_a_whole_frame_with_half_a_message()
    {
        var play = new Rehearsal("- { at: { index: 2, inside: -1 }, do: cut, how: rst }");
        play.Request(GrpcWire.Preface);

        play.Respond([.. GrpcWire.Settings, .. GrpcWire.Stream(1, 3)]);

        GrpcWire.Content([.. play.Received], 1).ShouldBe(GrpcWire.Events(1, 2)[..^1]);
        GrpcWire.Read([.. play.Received]).ShouldNotContain(frame => frame.Type == -1);
    }

    [Theory, InlineData(1), InlineData(7), InlineData(997)]
    public async Task A_fragmented_message_is_whole_again_at_the_other_end(int size)
    {
        var wire = new Wire("websocket");
        var play = new Rehearsal($"- {{ do: fragment, size: {size}, ping: true }}");

        var content = wire.Content(play.Play(wire, wire.Body(4), slice: 5));

        (await MessagesAsync(content)).ShouldBe(Enumerable.Range(1, 4).Select(Wire.Payload));
        var fragments = (Wire.Payload(1).Length + size - 1) / size;
        (content[0], content[1]).ShouldBe(
            ((byte)(fragments == 1 ? 0x81 : 0x01), (byte)Math.Min(size, Wire.Payload(1).Length))
        );
        var ping = content.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x89, 2, (byte)'p', (byte)'1']);
        ping.ShouldBe(fragments == 1 ? -1 : 2 + size);
    }

    [Theory, MemberData(nameof(Wires))]
    public void Only_messages_have_fragments(string transport)
    {
        var wire = new Wire(transport);
        var play = new Rehearsal("- { at: { index: 2 }, do: fragment }");

        var received = play.Play(wire, wire.Body(3));

        if (!wire.IsWebSocket)
        {
            wire.Read(received).ShouldBe([1, 2, 3]);
            play.Log.ShouldContain(line => line.Contains("only messages of a WebSocket"));
        }
        else
            wire.Content(received)
                .Length.ShouldBe(wire.Event(1).Length + (3 * Wire.Payload(2).Length) + wire.Event(3).Length);
    }

    [Theory]
    [InlineData("sse-chunked", "\r\n")]
    [InlineData("sse-chunked", "\r")]
    [InlineData("sse-until-close", "\r\n")]
    [InlineData("sse-until-close", "\r")]
    [InlineData("ndjson-chunked", "\r\n")]
    [InlineData("ndjson-until-close", "\r\n")]
    public void Line_ends_can_be_changed(string transport, string line)
    {
        var wire = new Wire(transport);
        var with = line == "\r" ? "\\r" : "\\r\\n";

        var received = new Rehearsal($$"""- { at: { every: event }, do: alter, find: "\n", with: "{{with}}" }""").Play(
            wire,
            wire.Body(4),
            slice: 13
        );

        wire.Read(received).ShouldBe([1, 2, 3, 4]);
        Encoding
            .UTF8.GetString(wire.Content(received))
            .ShouldBe(
                string.Concat(
                    Enumerable
                        .Range(1, 4)
                        .Select(n =>
                            Encoding.UTF8.GetString(wire.Event(n)).Replace("\n", line, StringComparison.Ordinal)
                        )
                )
            );
    }

    [Theory]
    [InlineData("hex:E4BDA0", "hex:E4BD")]
    [InlineData("你", "hex:FF")]
    public void A_character_can_be_broken(string find, string with)
    {
        var wire = new Wire("sse-until-close");
        var body = Encoding.UTF8.GetBytes("data: 你好\n\n");

        var received = new Rehearsal(
            $$"""- { at: { index: 1 }, do: alter, find: "{{find}}", with: "{{with}}" }"""
        ).Play(wire, body);

        var bytes = Convert.FromHexString(with[4..]);
        wire.Content(received).ShouldBe([.. "data: "u8, .. bytes, .. Encoding.UTF8.GetBytes("好\n\n")]);
    }

    // The framework's own client reads what was fragmented, and answers the pings by itself.
    private static async Task<List<string>> MessagesAsync(byte[] content)
    {
        using var bytes = new MemoryStream();
        bytes.Write(content);
        bytes.Position = 0;
        using var socket = WebSocket.CreateFromStream(
            new Halves(bytes),
            new WebSocketCreationOptions { IsServer = false }
        );
        var messages = new List<string>();
        var buffer = new byte[1_024];
        var length = 0;
        while (messages.Count < 4)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), TestContext.Current.CancellationToken);
            length += part.Count;
            if (!part.EndOfMessage)
                continue;
            messages.Add(Encoding.UTF8.GetString(buffer, 0, length));
            length = 0;
        }
        return messages;
    }

    /// <summary>Reads from what was received and forgets what is written.</summary>
    private sealed class Halves(Stream received) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => received.Read(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) { }
    }
}
