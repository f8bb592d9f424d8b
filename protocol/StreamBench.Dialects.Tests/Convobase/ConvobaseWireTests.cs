using StreamBench.Dialects.Convobase;

namespace StreamBench.Dialects.Tests.Convobase;

public sealed class ConvobaseWireTests
{
    [Fact]
    public void A_conversation_is_written_like_this() =>
        WireLines
            .Of(ConvobaseDialect.Instance, WireLines.Talk)
            .ShouldBe([
                """{"type":"token","content":"","metadata":{"turn":"t1","text":"m1"}}""",
                """{"type":"token","content":"Hé "}""",
                """{"type":"token","content":"👋","metadata":{"at":3}}""",
                """{"type":"function_call","name":"lookup","args":{"n":1}}""",
                """{"type":"token","content":"","metadata":{"text":"m2"}}""",
                """{"type":"token","content":"\ud83d"}""",
                """{"type":"token","content":"Done.","metadata":{"edit":"replace"}}""",
                """{"type":"error","error":{"code":"overloaded","message":"Too much.","retryable":true}}""",
            ]);

    [Fact]
    public void The_place_in_the_journal_is_the_frames_own_id() =>
        DialectLog
            .Encode(ConvobaseDialect.Instance, WireLines.Talk)
            .Select(frame => frame.Id)
            .ShouldBe(["4", "5", "6", "9", "13", "14", "15", "16"]);

    [Fact]
    public void The_published_sample_is_a_turn_with_a_text() =>
        WireLines
            .Read(
                new ConvobaseDecoder(),
                """{"type":"token","content":"Hel"}""",
                """{"type":"token","content":"lo","metadata":{"timestamp":1}}""",
                """{"type":"function_call","name":"lookup","args":{"n":1}}""",
                """{"type":"done"}"""
            )
            .ShouldBe([
                "1 turn.open turn:1",
                "2 item.open turn:1 text:1",
                "3 text.append turn:1 text:1 Hel",
                "4 text.append turn:1 text:1 lo",
                "5 item.open turn:1 call:1",
                "6 tool.call turn:1 call:1",
                "7 turn.close turn:1 completed",
            ]);

    [Theory]
    [InlineData("""{"type":"function_call","function":{"name":"lookup","arguments":{"n":1}}}""")]
    [InlineData("""{"type":"function_call","function":{"name":"lookup","arguments":"{\"n\":1}"}}""")]
    public void The_other_form_of_a_call_is_read_too(string line) =>
        WireLines
            .Read(new ConvobaseDecoder(), line)
            .ShouldBe(["1 turn.open turn:1", "2 item.open turn:1 call:1", "3 tool.call turn:1 call:1"]);

    [Fact]
    public void An_error_ends_the_turn_and_a_done_after_it_means_nothing() =>
        WireLines
            .Read(
                new ConvobaseDecoder(),
                """7|{"type":"error","error":{"code":"overloaded","message":"Too much.","retryable":true}}""",
                """8|{"type":"done"}"""
            )
            .ShouldBe(["1 turn.open turn:1", "2 error turn:1", "3 turn.close turn:1 failed @7", "- @8"]);

    [Fact]
    public void A_text_goes_on_after_a_cut()
    {
        var decoder = new ConvobaseDecoder();
        WireLines.Read(decoder, """4|{"type":"token","content":"Hel"}""");
        decoder.StartConnection();

        WireLines
            .Read(decoder, """5|{"type":"token","content":"lo"}""")
            .ShouldBe(["4 text.append turn:1 text:1 lo @5"]);
    }

    [Theory]
    [InlineData("""{"type":"token"}""")]
    [InlineData("""{"type":"token","content":7}""")]
    [InlineData("""{"type":"function_call","name":"lookup"}""")]
    [InlineData("""{"type":"function_call","function":{"name":"lookup","arguments":"{\"n\""}}""")]
    [InlineData("""{"type":"error","error":{"message":"no code"}}""")]
    [InlineData("""{"type":"done"}{"type":"done"}""")]
    public void What_cannot_be_meant_is_a_problem_and_opens_nothing(string line)
    {
        var decoder = new ConvobaseDecoder();

        WireLines.Read(decoder, line).ShouldBe(["problem"]);

        WireLines.Read(decoder, """{"type":"done"}""").ShouldBeEmpty();
    }
}
