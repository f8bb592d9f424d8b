using StreamBench.Dialects.Tests.Fuzzing;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Tests;

/// <summary>What a piece of text costs in every dialect: its own string and nothing else. No object is smaller than 24 bytes.</summary>
[Collection(AloneCollection.Name)]
public sealed class TextCostTests
{
    private const int Events = 50_000;
    private const int SmallestObject = 24;
    private const string Text = "token";

    public static TheoryData<string> EveryDialect { get; } = [.. DialectList.All.Select(dialect => dialect.Name)];

    [Theory]
    [MemberData(nameof(EveryDialect))]
    public void Reading_makes_the_text_and_nothing_else(string name)
    {
        var dialect = DialectList.Find(name)!;
        var frames = DialectLog.Encode(dialect, Journal());

        var perText = Average(() => Read(dialect, frames));

        perText.ShouldBe(Average(MakeTexts), tolerance: 1);
    }

    [Theory]
    [MemberData(nameof(EveryDialect))]
    public void Placing_and_writing_make_nothing_beyond_the_text_that_an_encoder_keeps(string name)
    {
        var dialect = DialectList.Find(name)!;
        var journal = Journal().ToList();
        using var output = new FrameBuffer();

        Average(() => Write(dialect, journal, output)).ShouldBeLessThan(SmallestObject);
    }

    private static void Read(Dialect dialect, IReadOnlyList<Frame> frames)
    {
        var decoder = dialect.NewDecoder();
        var received = new List<Received>();
        var length = 0;
        foreach (var frame in frames)
        {
            received.Clear();
            decoder.Decode(frame, received);
            foreach (var one in received)
            {
                length += one.IsText ? one.Text.Text.Length : 0;
            }
        }

        length.ShouldBe(Events * Text.Length);
    }

    private static void Write(Dialect dialect, List<StreamEvent> journal, FrameBuffer output)
    {
        var encoder = dialect.NewEncoder();
        foreach (var happening in journal)
        {
            output.Clear();
            encoder.Write(happening, encoder.Place(happening), output);
        }
    }

    private static void MakeTexts()
    {
        for (var i = 0; i < Events; i++)
        {
            GC.KeepAlive(new string('x', Text.Length));
        }
    }

    // The last of several rounds: code that is not yet compiled at its best makes objects that the best does without.
    private static double Average(Action round)
    {
        var bytes = 0L;
        for (var i = 0; i < 5; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            round();
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return (double)bytes / Events;
    }

    private static IEnumerable<StreamEvent> Journal()
    {
        yield return new TurnOpen { Seq = 1, Turn = "t1" };
        yield return new ItemOpen
        {
            Seq = 2,
            Turn = "t1",
            Item = "i1",
            Kind = ItemKind.Text,
        };
        for (var i = 0; i < Events; i++)
        {
            yield return new TextAppend
            {
                Seq = i + 3,
                Turn = "t1",
                Item = "i1",
                Text = Text,
            };
        }
    }
}
