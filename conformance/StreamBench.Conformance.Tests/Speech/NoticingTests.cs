using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Speech;
using StreamBench.Dialects;

namespace StreamBench.Conformance.Tests.Speech;

public sealed class NoticingTests
{
    [Theory]
    [InlineData("ajo", "SEQ-006", "ajo does not show that a frame is missing")]
    [InlineData("ajo", "SEQ-004", "ajo does not let a client put late frames in their place")]
    [InlineData("ajo", "SEQ-001", null)]
    [InlineData("ajo", "RES-001", null)]
    [InlineData("ajo", "RES-006", null)]
    [InlineData("convobase", "SEQ-001", "convobase does not show that a frame came twice")]
    [InlineData("convobase", "RES-010", "convobase does not show that a frame came twice")]
    [InlineData("convobase", "RES-001", null)]
    [InlineData("atmosphere", "SEQ-001", null)]
    [InlineData("atmosphere", "RES-001", "atmosphere does not repeat what was on its way")]
    [InlineData("atmosphere", "RES-006", null)]
    [InlineData("streambench", "SEQ-006", null)]
    public void What_nobody_can_notice_follows_from_what_the_dialect_declares(string dialect, string id, string? why) =>
        Noticing
            .WhyUndetectable(DialectList.Find(dialect)!, CaseBook.Shipped.Find(id)!.Variants[0].Setup)
            .ShouldBe(why);
}
