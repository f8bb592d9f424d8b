using StreamBench.Dialects.Ajo;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Tests.Ajo;

public sealed class AjoWireTests
{
    [Fact]
    public void A_conversation_is_written_like_this() =>
        WireLines
            .Of(AjoDialect.Instance, WireLines.Talk)
            .ShouldBe([
                """{"id":1,"type":"message_start","message":"t1"}""",
                """{"id":4,"type":"token","message":"t1","part":"m1","text":""}""",
                """{"id":5,"type":"token","message":"t1","part":"m1","text":"Hé "}""",
                """{"id":6,"type":"token","message":"t1","part":"m1","text":"👋","at":3}""",
                """{"id":7,"type":"tool_call","message":"t1","call":{"id":"c1","name":"lookup","status":"pending"}}""",
                """{"id":9,"type":"tool_call","message":"t1","call":{"id":"c1","name":"lookup","args":{"n":1},"status":"running"}}""",
                """{"id":10,"type":"pending_approval","message":"t1","approval":"p1","call":"c1","prompt":"Go?"}""",
                """{"id":11,"type":"resume_decisions","decisions":[{"approval":"p1","decision":"approved"}]}""",
                """{"id":12,"type":"tool_result","message":"t1","call":"c1","result":[true]}""",
                """{"id":13,"type":"token","message":"t1","part":"m2","text":""}""",
                """{"id":14,"type":"token","message":"t1","part":"m2","text":"\ud83d"}""",
                """{"id":15,"type":"token","message":"t1","part":"m2","edit":"replace","text":"Done."}""",
                """{"id":16,"type":"message_end","message":"t1","status":"failed","error":{"code":"overloaded","message":"Too much.","retryable":true}}""",
            ]);

    [Fact]
    public void A_refusal_is_a_notice_and_takes_no_place()
    {
        var received = new List<Received>();

        new AjoDecoder().Decode(
            new Frame("""{"type":"error","code":"bad_message","message":"What?"}"""u8.ToArray()),
            received
        );

        received
            .ShouldHaveSingleItem()
            .ShouldBe(new Received(new Notice { Code = "bad_message", Message = "What?" }, null));
    }

    [Fact]
    public void Events_are_numbered_anew_and_the_id_is_the_cursor() =>
        WireLines
            .Read(
                new AjoDecoder(),
                """{"id":1,"type":"message_start","message":"t1"}""",
                """{"type":"token","text":"Hi","part":"m1","message":"t1","id":5}""",
                """{"id":6,"type":"token","message":"t1","part":"m1","text":"!"}""",
                """{"id":9,"type":"message_end","message":"t1","status":"completed"}"""
            )
            .ShouldBe([
                "1 turn.open t1 @1",
                "2 item.open t1 m1",
                "3 text.append t1 m1 Hi @5",
                "4 text.append t1 m1 ! @6",
                "5 turn.close t1 completed @9",
            ]);

    [Fact]
    public void A_frame_that_comes_twice_or_late_is_dropped_over_connections_too()
    {
        var decoder = new AjoDecoder();
        WireLines.Read(decoder, """{"id":7,"type":"message_start","message":"t1"}""");
        decoder.StartConnection();

        WireLines
            .Read(
                decoder,
                """{"id":7,"type":"message_start","message":"t1"}""",
                """{"id":6,"type":"token","message":"t1","part":"m1","text":"late"}""",
                """{"id":3,"type":"message_end","message":"t1","status":"completed"}"""
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public void A_type_of_another_version_is_a_resume_point_and_nothing_else() =>
        WireLines.Read(new AjoDecoder(), """{"id":7,"type":"mood","of":[1]}""").ShouldBe(["- @7"]);

    [Theory]
    [InlineData("""{"type":"token","message":"t1","part":"m1","text":"no id"}""")]
    [InlineData("""{"id":0,"type":"token","message":"t1","part":"m1","text":"no id"}""")]
    [InlineData("""{"id":1,"type":"token","message":"t1","part":"m1"}""")]
    [InlineData("""{"id":1,"type":"token","message":"t1","part":"m1","text":"x","at":-1}""")]
    [InlineData("""{"id":1,"type":"token","message":"t1","part":"m1","text":"x","edit":"shuffle"}""")]
    [InlineData("""{"id":1,"type":"token","text":"x"} {}""")]
    [InlineData("""{"id":1,"type":"message_end","message":"t1"}""")]
    [InlineData("""{"id":1,"type":"tool_result","call":"c1"}""")]
    public void What_cannot_be_meant_is_a_problem_and_counts_for_nothing(string line)
    {
        var decoder = new AjoDecoder();

        WireLines.Read(decoder, line).ShouldBe(["problem"]);

        WireLines.Read(decoder, """{"id":1,"type":"message_start","message":"t1"}""").ShouldBe(["1 turn.open t1 @1"]);
    }
}
