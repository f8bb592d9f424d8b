using System.Buffers;
using System.Text;
using StreamBench.Protocol.Equality;
using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Tests.Equality;

public class StateDigestTests
{
    // The worked example of protocol §4, letter by letter.
    private const string WorkedExample =
        """{"approvals":[{"decision":null,"item":"i1","prompt":"Go?"}],"items":[{"agent":"coordinator","id":"i0","kind":"text","role":"assistant","text":"Hi <b> é 👋","turn":"t0"},{"agent":"coordinator","args":{"n":1e+21},"id":"i1","kind":"tool","name":"lookup","role":"assistant","status":"awaiting_approval","turn":"t0"}],"turns":[{"agent":"coordinator","id":"t0","status":"interrupted"}]}""";

    [Fact]
    public void The_worked_example_has_the_published_content_and_digest()
    {
        var reducer = Log.Fold(
            """{"type":"turn.open","turn":"T1","agent":"coordinator"}""",
            """{"type":"item.open","turn":"T1","item":"m1","kind":"text"}""",
            """{"type":"text.append","item":"m1","text":"Hi <b> é 👋"}""",
            """{"type":"item.open","turn":"T1","item":"c1","kind":"tool","name":"lookup"}""",
            """{"type":"tool.args","item":"c1","text":"{\"n\":1e21}"}""",
            """{"type":"tool.call","item":"c1"}""",
            """{"type":"approval.request","approval":"a1","item":"c1","prompt":"Go?"}""",
            """{"type":"turn.close","turn":"T1","status":"interrupted"}"""
        );

        Content(reducer.State).ShouldBe(WorkedExample);
        reducer.Digest().ShouldBe("sha256:5d87b0680361d81f6029298ee6a87ecd32105460b48b656d51e3a02357369856");
    }

    [Fact]
    public void The_empty_state_has_the_published_digest() =>
        StateDigest
            .Compute(new ConversationState())
            .ShouldBe("sha256:bdfefd63c19dc03d5ec0b49190b87e4e7fbcf4347031ce9c7d4acc2d80ffc472");

    [Fact]
    public void A_state_with_half_an_emoji_has_no_digest_yet()
    {
        var reducer = Log.Fold(
            """{"type":"turn.open","turn":"T"}""",
            """{"type":"item.open","turn":"T","item":"m","kind":"text"}""",
            """{"type":"text.append","item":"m","text":"\ud83d"}"""
        );

        Should.Throw<FormatException>(reducer.Digest).Message.ShouldContain("half a surrogate pair");

        reducer.Apply(Log.Of("""{"seq":4,"type":"text.append","item":"m","text":"\ude00"}""")[0]);
        Content(reducer.State).ShouldContain("\"text\":\"😀\"");
    }

    [Fact]
    public void Members_of_every_kind_stand_in_the_order_of_their_names()
    {
        var reducer = Log.Fold(
            """{"type":"agent.spawn","agent":"a2","parent":"a1"}""",
            """{"type":"journal","n":1,"entry":{"z":1,"a":2}}""",
            """{"type":"turn.open","turn":"T","agent":"a1"}""",
            """{"type":"item.open","turn":"T","item":"e","kind":"element","elementType":"table","value":{"b":1,"a":[]}}""",
            """{"type":"item.open","turn":"T","item":"s","kind":"status","label":"working"}""",
            """{"type":"item.open","turn":"T","item":"d","kind":"data","value":null}""",
            """{"type":"item.open","turn":"T","item":"c","kind":"tool","name":"x"}""",
            """{"type":"tool.output","item":"c","text":"out"}""",
            """{"type":"tool.result","item":"c","result":[1.50]}""",
            """{"type":"handoff","turn":"T","from":"a1","to":"a2","reason":"busy"}""",
            """{"type":"turn.close","turn":"T","status":"failed","finishReason":"error","error":{"code":"boom","message":"m"} }"""
        );

        Content(reducer.State)
            .ShouldBe(
                """{"agents":[{"name":"a2","parent":"a1","status":"running"}],"approvals":[],"items":["""
                    + """{"agent":"a1","elementType":"table","id":"i0","kind":"element","role":"assistant","turn":"t0","value":{"a":[],"b":1}},"""
                    + """{"agent":"a1","id":"i1","kind":"status","label":"working","role":"assistant","status":"pending","turn":"t0"},"""
                    + """{"agent":"a1","id":"i2","kind":"data","role":"assistant","turn":"t0","value":null},"""
                    + """{"agent":"a1","argsText":"","id":"i3","kind":"tool","name":"x","output":"out","result":[1.5],"role":"assistant","status":"success","turn":"t0"},"""
                    + """{"agent":"a1","from":"a1","id":"i4","kind":"handoff","reason":"busy","role":"system","to":"a2","turn":"t0"}]"""
                    + ""","journal":[{"a":2,"z":1}],"turns":[{"agent":"a2","error":"boom","finishReason":"error","id":"t0","status":"failed"}]}"""
            );
    }

    private static string Content(ConversationState state)
    {
        var output = new ArrayBufferWriter<byte>();
        StateContent.Write(output, state);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
