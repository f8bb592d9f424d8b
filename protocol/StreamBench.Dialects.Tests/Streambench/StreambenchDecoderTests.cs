using System.Text;
using StreamBench.Dialects.Streambench;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Tests.Streambench;

public sealed class StreambenchDecoderTests
{
    private const string Greeting = """{"type":"hello","conversation":"c1","epoch":3,"resume":"live"}""";
    private const string Append = """{"type":"text.append","seq":7,"turn":"t1","item":"i1","text":"é👋"}""";

    private readonly StreambenchDecoder decoder = new();

    [Fact]
    public void An_event_takes_its_epoch_from_the_hello_before_it()
    {
        Decode(Greeting);

        var received = Decode(Append);

        received
            .Payload.ShouldBeOfType<TextAppend>()
            .ShouldSatisfyAllConditions(
                append => append.Epoch.ShouldBe(3),
                append => append.Seq.ShouldBe(7),
                append => append.Text.ShouldBe("é👋")
            );
    }

    [Fact]
    public void A_new_connection_forgets_the_epoch_of_the_one_before()
    {
        Decode(Greeting);
        decoder.StartConnection();

        var received = Decode(Append);

        received.Payload.ShouldBeOfType<TextAppend>().Epoch.ShouldBe(0);
    }

    [Fact]
    public void An_epoch_in_the_event_itself_wins()
    {
        Decode(Greeting);

        var received = Decode("""{"type":"checkpoint","seq":1,"epoch":4,"digest":"sha256:0"}""");

        received.Payload.ShouldBeOfType<Checkpoint>().Epoch.ShouldBe(4);
    }

    [Theory]
    [InlineData("frame", "member", "frame")]
    [InlineData(null, "member", "member")]
    [InlineData("frame", null, "frame")]
    [InlineData(null, null, null)]
    public void The_cursor_is_the_frames_id_or_else_the_member(string? id, string? member, string? expected)
    {
        var json = member is null ? Append : Append[..^1] + $$""","cursor":"{{member}}"}""";

        Decode(json, id).Cursor.ShouldBe(expected);
    }

    [Theory]
    [InlineData(Greeting)]
    [InlineData("""{"type":"heartbeat"}""")]
    [InlineData("""{"type":"notice","code":"x"}""")]
    [InlineData("""{"type":"bye","reason":"drain"}""")]
    [InlineData("""{"type":"future.control"}""")]
    public void A_control_frame_is_no_resume_point_even_under_a_sticky_id(string json)
    {
        var received = Decode(json, "1:5");

        received.Payload.ShouldBeAssignableTo<ControlFrame>();
        received.Cursor.ShouldBeNull();
    }

    [Fact]
    public void A_priming_frame_is_only_a_resume_point()
    {
        var received = Decode("", "1:0");

        received.ShouldBe(new Received(null, "1:0"));
    }

    [Fact]
    public void A_frame_of_nothing_means_nothing()
    {
        var output = new List<Received>();

        decoder.Decode(new Frame(default), output);

        output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":"text.append","seq":1,"item":"i1","text":5}""")]
    [InlineData("""{"type":"text.append","item":"i1","text":"no seq"}""")]
    public void A_malformed_payload_is_a_problem_and_no_resume_point(string json)
    {
        var received = Decode(json, "1:5");

        received.Payload.ShouldBeNull();
        received.Cursor.ShouldBeNull();
        received.Problem.ShouldNotBeNull().Message.ShouldNotBeEmpty();
    }

    [Fact]
    public void An_unknown_member_that_is_no_utf_8_is_a_problem_too()
    {
        var frame = new Frame(Encoding.Latin1.GetBytes("""{"type":"future.event","seq":1,"x":["î"]}"""));
        var output = new List<Received>();

        decoder.Decode(frame, output);

        output.ShouldHaveSingleItem().Problem.ShouldNotBeNull().Message.ShouldContain("no UTF-8");
    }

    private Received Decode(string json, string? id = null)
    {
        var output = new List<Received>();
        decoder.Decode(new Frame(Encoding.UTF8.GetBytes(json), id), output);
        return output.ShouldHaveSingleItem();
    }
}
