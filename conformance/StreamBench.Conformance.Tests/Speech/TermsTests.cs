using StreamBench.Conformance.Speech;
using StreamBench.Dialects;

namespace StreamBench.Conformance.Tests.Speech;

public sealed class TermsTests
{
    [Theory]
    [InlineData("ajo", "SNP-001", "ajo has no snapshots")]
    [InlineData("ajo", "HIS-001/script:S-TOOL", "ajo has no history")]
    [InlineData("ajo", "TPT-001/variant:events", "ajo has no heartbeats")]
    [InlineData(
        "ajo",
        "ERR-003/variant:half",
        "the case puts frames of the native form into the stream, and ajo has its own"
    )]
    [InlineData("ajo", "SEQ-008/variant:long", "the case makes cursors of the native form, and ajo has its own")]
    [InlineData("ajo", "RES-005", "ajo on ws does not say when all is said")]
    [InlineData("atmosphere", "SEQ-002/transport:lp", "atmosphere on lp does not say when all is said")]
    [InlineData("ajo", "AGT-002", "ajo tells no agents")]
    [InlineData("ajo", "ITM-006/variant:swapped", "ajo does not tell event 8, which the fault is for")]
    [InlineData("convobase", "TRN-006", "convobase takes no cancel")]
    [InlineData("convobase", "APR-001/variant:approve", "convobase asks for no approvals")]
    [InlineData("convobase", "RES-021", "in convobase a stream is one turn, and S-LONG has 3")]
    [InlineData("convobase", "FAN-003", "in convobase nobody has a stream who has said nothing")]
    [InlineData("convobase", "FRM-001", "the case serves bytes of its own")]
    [InlineData(
        "atmosphere",
        "RES-015/transport:ws/variant:twice",
        "the frames of atmosphere have no names by which to find one on a later connection"
    )]
    public void A_cell_that_the_dialect_cannot_play_says_why(string dialect, string cell, string why) =>
        Terms.WhyNot(Bring.CellsOf(dialect, cell).Single()).ShouldBe(why);

    [Theory]
    [InlineData("ajo", "RES-001/script:S-TOOL/variant:rst")]
    [InlineData("convobase", "RES-007")]
    [InlineData("convobase", "TPT-001/variant:events")]
    [InlineData("atmosphere", "APR-001/transport:ws/variant:reject")]
    [InlineData("streambench", "SNP-001/transport:ws")]
    public void A_cell_that_the_dialect_can_play_says_nothing(string dialect, string cell) =>
        Terms.WhyNot(Bring.CellsOf(dialect, cell).Single()).ShouldBeNull();

    [Fact]
    public void Of_a_dialect_only_its_own_transports_are_asked() =>
        Bring
            .CellsOf("atmosphere", "TRN-001")
            .Select(cell => cell.Transport)
            .Order()
            .ShouldBe(DialectList.Find("atmosphere")!.Endpoints.Select(endpoint => endpoint.Transport).Order());
}
