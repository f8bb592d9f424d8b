using StreamBench.Dialects.Atmosphere.Framing;
using StreamBench.Protocol.Events;

namespace StreamBench.Dialects.Tests.Atmosphere.Framing;

public sealed class ApprovalCommandTests
{
    [Theory]
    [InlineData("approve", Decisions.Approved)]
    [InlineData("yes", Decisions.Approved)]
    [InlineData("approve {\"arguments\":{\"n\":1}}", Decisions.Edited)]
    [InlineData("approve {\"n\":1}", Decisions.Edited)]
    [InlineData("approve {\"n\":", Decisions.Rejected)]
    [InlineData("approve 1", Decisions.Rejected)]
    [InlineData("respond in words", Decisions.Approved)]
    [InlineData("deny", Decisions.Rejected)]
    [InlineData("perhaps", Decisions.Rejected)]
    [InlineData("", Decisions.Rejected)]
    public void A_verb_is_a_decision(string verb, string decision)
    {
        var command = ApprovalCommand.Parse("/__approval/apr_0123456789ab/" + verb).ShouldNotBeNull();

        command.Approval.ShouldBe("apr_0123456789ab");
        command.Decision.ShouldBe(decision);
        if (decision == Decisions.Edited)
        {
            command.Arguments.GetRawText().ShouldBe("{\"n\":1}");
        }
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("deny")]
    [InlineData("approve {\"arguments\":{\"n\":1}}")]
    [InlineData("respond {\"seats\":2}")]
    [InlineData("respond \"in words\"")]
    public void What_is_written_reads_back(string verb)
    {
        var text = "/__approval/apr_0123456789ab/" + verb;

        ApprovalCommand.Parse(text)!.ToText().ShouldBe(text);
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("/__approval/")]
    [InlineData("/__approval/apr_1")]
    [InlineData("/__approval//approve")]
    public void Any_other_prompt_is_a_message(string prompt) => ApprovalCommand.Parse(prompt).ShouldBeNull();
}
