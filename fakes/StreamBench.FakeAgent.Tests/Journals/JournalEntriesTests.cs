using StreamBench.FakeAgent.Journals;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Tests.Journals;

public sealed class JournalEntriesTests
{
    private static readonly TurnOpen Anything = new() { Turn = "t1" };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Entries_are_those_of_a_plain_list(int seed)
    {
        var steps = new byte[100];
        new Random(seed).NextBytes(steps);
        var expected = new List<long>();
        var entries = new JournalEntries();
        var seq = 0L;

        foreach (var step in steps)
        {
            if (step % 4 == 0)
            {
                var gone = Math.Min(expected.Count, step);
                expected.RemoveRange(0, gone);
                entries.RemoveFirst(gone);
                continue;
            }

            for (var i = 0; i < step; i++)
            {
                expected.Add(++seq);
                entries.Add(new JournalEntry(Anything, new EventStamp(seq, 1, null), default, 0));
            }
        }

        Enumerable.Range(0, entries.Count).Select(i => entries[i].Seq).ShouldBe(expected);
        Should.Throw<ArgumentOutOfRangeException>(() => entries[entries.Count].Seq);
        Should.Throw<ArgumentOutOfRangeException>(() => entries[-1].Seq);
        Should.Throw<ArgumentOutOfRangeException>(() => entries.RemoveFirst(entries.Count + 1));
    }
}
