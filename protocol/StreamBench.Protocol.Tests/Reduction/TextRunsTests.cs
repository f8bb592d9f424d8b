using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Tests.Reduction;

/// <summary>What goes on with a run: anything else would be remembered with the words of another event.</summary>
public sealed class TextRunsTests
{
    private static readonly TextPiece First = new(new TextPiece(null, ""), "one ");
    private readonly TextRuns runs = new();

    public TextRunsTests() => runs.Begin(number: 1, seq: 1, First, new TextSpeaker(Delta(1)));

    [Fact]
    public void The_next_piece_of_the_same_speaker_goes_on()
    {
        runs.GoesOn(Delta(2), new TextPiece(First, "two ")).ShouldNotBeNull();

        Said(1).ShouldBe("one ");
        Said(2).ShouldBe("two ");
        runs.Find(3, after: 0).ShouldBeNull();
    }

    [Fact]
    public void A_piece_that_stands_elsewhere_does_not() =>
        runs.GoesOn(Delta(2), new TextPiece(new TextPiece(null, ""), "two ")).ShouldBeNull();

    [Fact]
    public void A_piece_of_somebody_else_or_of_a_later_seq_does_not()
    {
        runs.GoesOn(Delta(2) with { Agent = "other" }, new TextPiece(First, "two ")).ShouldBeNull();
        runs.GoesOn(Delta(3), new TextPiece(First, "two ")).ShouldBeNull();
    }

    private string Said(long seq) => runs.Find(seq, after: 0).ShouldBeOfType<TextAppend>().Text;

    private static TextDelta Delta(long seq) => new(seq, "t1", "i1", "");
}
