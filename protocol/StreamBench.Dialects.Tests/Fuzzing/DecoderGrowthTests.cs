using System.Globalization;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Tests.Fuzzing;

/// <summary>What a decoder remembers does not depend on how long it is listened to.</summary>
[Collection(AloneCollection.Name)]
public sealed class DecoderGrowthTests
{
    private const int Turns = 20_000;
    private const long MostGrowth = 1 << 20; // a table of the names of all turns would take more than twice that

    public static TheoryData<string> EveryDialect { get; } = [.. DialectList.All.Select(dialect => dialect.Name)];

    [Theory]
    [MemberData(nameof(EveryDialect))]
    public void No_number_of_turns_and_texts_makes_a_decoder_grow(string name)
    {
        var dialect = DialectList.Find(name)!;
        var frames = DialectLog.Encode(dialect, Journal());
        var decoder = dialect.NewDecoder();
        var received = new List<Received>(16);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        foreach (var frame in frames)
        {
            received.Clear();
            decoder.Decode(frame, received);
        }

        received.Clear();
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(MostGrowth);
        GC.KeepAlive(decoder);
        GC.KeepAlive(frames);
    }

    private static IEnumerable<StreamEvent> Journal()
    {
        var seq = 0L;
        for (var i = 0; i < Turns; i++)
        {
            var (turn, item) = (Name("turn", i), Name("text", i));
            yield return new TurnOpen { Seq = ++seq, Turn = turn };
            yield return new ItemOpen
            {
                Seq = ++seq,
                Turn = turn,
                Item = item,
                Kind = ItemKind.Text,
            };
            yield return new TextAppend
            {
                Seq = ++seq,
                Turn = turn,
                Item = item,
                Text = "Hi",
            };
            yield return new TurnClose
            {
                Seq = ++seq,
                Turn = turn,
                Status = TurnStatus.Completed,
            };
        }
    }

    private static string Name(string prefix, int n) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{n}");
}
