using System.Buffers;
using System.Text;
using StreamBench.Protocol.Equality;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Protocol.Tests.Wire;

public class PayloadReaderTests
{
    [Theory]
    [InlineData("", "JSON")]
    [InlineData("[]", "an event is a JSON object")]
    [InlineData("{}", "\"type\" is missing")]
    [InlineData("""{"type":"text.append","item":"m","text":"x"}""", "text.append needs \"seq\"")]
    [InlineData("""{"type":"text.append","seq":1,"item":"m"}""", "text.append needs \"text\"")]
    [InlineData("""{"type":"text.append","seq":1,"item":"m","text":5}""", "\"text\" must be a string, not Number")]
    [InlineData("""{"type":"text.append","seq":0,"item":"m","text":""}""", "\"seq\" must be a whole number from 1")]
    [InlineData("""{"type":"text.append","seq":1.5,"item":"m","text":""}""", "\"seq\" must be a whole number from 1")]
    [InlineData("""{"type":"text.append","seq":1,"seq":2,"item":"m","text":""}""", "\"seq\" stands twice")]
    [InlineData("""{"type":"tool.result","seq":1,"item":"m","result":{"a":1,"a":2}}""", "Duplicate")]
    [InlineData("""{"type":"tool.result","seq":1,"item":"m","result":[1e999]}""", "beyond a double")]
    [InlineData("""{"type":"tool.result","seq":1,"item":"m","result":"\ud800"}""", "half a surrogate pair")]
    [InlineData("""{"type":"checkpoint","seq":1,"digest":"x"}{}""", "invalid after a single JSON value")]
    [InlineData("""{"type":"checkpoint","seq":1,"digest":"x""", "end of string")]
    public void What_is_no_event_is_refused_with_a_reason(string json, string why)
    {
        var read = Read(json);

        read.Ok.ShouldBeFalse();
        read.Problem.Message.ShouldContain(why);
    }

    [Fact]
    public void Ten_thousand_levels_are_refused_not_recursed_into()
    {
        var deep =
            $$"""{"type":"tool.result","seq":1,"item":"m","result":{{new string('[', 10_000)}}{{new string(']', 10_000)}} }""";

        Read(deep).Problem.ShouldNotBeNull().Message.ShouldContain("depth");
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused()
    {
        var bytes = Encoding.UTF8.GetBytes("""{"type":"text.append","seq":1,"item":"m","text":"?"}""");
        bytes[Array.IndexOf(bytes, (byte)'?')] = 0xff;

        PayloadReader.Read(bytes).Ok.ShouldBeFalse();
    }

    [Fact]
    public void Half_an_emoji_survives_the_wire()
    {
        const string Json = """{"type":"text.append","seq":1,"item":"m","text":"a\"\ud83d"}""";

        var append = Read(Json).Payload.ShouldBeOfType<TextAppend>();

        append.Text.ShouldBe("a\"\ud83d");
        Write(append).ShouldBe(Json);
    }

    [Fact]
    public void Text_is_written_for_people_not_escaped_for_html() =>
        Write(
                new TextAppend
                {
                    Seq = 1,
                    Item = "m",
                    Text = "<é&'+👋\u0001\n",
                }
            )
            .ShouldBe("""{"type":"text.append","seq":1,"item":"m","text":"<é&'+👋\u0001\n"}""");

    [Fact]
    public void Unknown_members_are_kept_and_count_in_the_fingerprint()
    {
        const string Json =
            """{"type":"item.close","seq":3,"item":"m","later":{"x":[1e400,"\ud800"]},"label":"misplaced"}""";

        var close = (StreamEvent)Read(Json).Payload.ShouldBeOfType<ItemClose>();

        Write(close).ShouldBe(Json);
        Fingerprint.Of(close).ShouldNotBe(Fingerprint.Of(new ItemClose { Seq = 3, Item = "m" }));
        Fingerprint.Of(close).ShouldBe(Fingerprint.Of((StreamEvent)Read(Json).Payload!));
    }

    [Fact]
    public void An_unknown_type_with_a_seq_is_an_event_and_without_one_a_control_frame()
    {
        Read("""{"type":"future.event","seq":4,"body":{}}""").Payload.ShouldBeOfType<UnknownEvent>().Seq.ShouldBe(4);
        Read("""{"type":"future.frame"}""").Payload.ShouldBeOfType<UnknownControl>().Type.ShouldBe("future.frame");
    }

    [Fact]
    public void The_cursor_stands_beside_the_event_not_in_it()
    {
        var read = Read("""{"type":"turn.open","seq":1,"turn":"T","cursor":"1:1"}""");

        read.Cursor.ShouldBe("1:1");
        ((StreamEvent)read.Payload!).Unknown.ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Undefined);
    }

    [Fact]
    public void A_null_member_is_an_absent_one()
    {
        var open = Read("""{"type":"turn.open","seq":1,"turn":"T","agent":null}""").Payload.ShouldBeOfType<TurnOpen>();

        open.Agent.ShouldBeNull();
        Write(open).ShouldBe("""{"type":"turn.open","seq":1,"turn":"T"}""");
    }

    [Theory]
    [InlineData(
        """{"type":"hello","conversation":"c","epoch":2,"resume":"replay","firstSeq":1,"lastSeq":9,"heartbeatMs":150,"retryMs":20}"""
    )]
    [InlineData("""{"type":"heartbeat"}""")]
    [InlineData("""{"type":"notice","code":"x","message":"y"}""")]
    [InlineData("""{"type":"bye","reason":"drain","retryMs":200}""")]
    public void Control_frames_survive_their_own_json(string json) =>
        Write(Read(json).Payload.ShouldBeAssignableTo<ControlFrame>()!).ShouldBe(json);

    private static ReadResult Read(string json) => PayloadReader.Read(Encoding.UTF8.GetBytes(json));

    private static string Write(Payload payload)
    {
        var output = new ArrayBufferWriter<byte>();
        PayloadWriter.Write(output, payload);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
