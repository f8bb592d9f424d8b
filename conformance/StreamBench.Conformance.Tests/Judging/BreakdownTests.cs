using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Results;

namespace StreamBench.Conformance.Tests.Judging;

/// <summary>Who is blamed when there is no answer: the client for its end, the adapter for what it said.</summary>
public sealed class BreakdownTests
{
    [Theory]
    [InlineData(BreakdownKind.Crashed, Verdict.Fail)]
    [InlineData(BreakdownKind.Hung, Verdict.Fail)]
    [InlineData(BreakdownKind.Garbled, Verdict.Harness)]
    [InlineData(BreakdownKind.Flooded, Verdict.Harness)]
    public void A_breakdown_has_its_documented_verdict(BreakdownKind kind, Verdict verdict)
    {
        var answer = new CaseAnswer { Run = "r", Breakdown = new Breakdown(kind, "it did so") };

        var result = Evidence.Judge(answer);

        result.Verdict.ShouldBe(verdict);
        result.Reason.ShouldBe($"{kind}: it did so");
    }

    [Fact]
    public void An_adapter_that_fails_says_nothing_of_its_client()
    {
        var answer = new CaseAnswer { Run = "r", Errored = new AdapterError("no module named chat") };

        var result = Evidence.Judge(answer);

        result.Verdict.ShouldBe(Verdict.Harness);
        result.Reason.ShouldBe("the adapter failed: no module named chat");
    }
}
