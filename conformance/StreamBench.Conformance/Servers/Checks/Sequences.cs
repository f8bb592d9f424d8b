using StreamBench.Conformance.Servers.Talking;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>What several checks ask of the numbers of events.</summary>
internal static class Sequences
{
    /// <summary>The first thing wrong with numbers that have to count up by one, or null.</summary>
    /// <param name="events">Events in the order in which they came.</param>
    /// <param name="from">The number the first one has to have.</param>
    internal static string? Blame(IEnumerable<Heard> events, long from = 1)
    {
        var expected = from;
        foreach (var one in events)
        {
            if (one.Seq != expected)
            {
                return $"expected event {expected}, got {one.Seq} ({one.Payload.Type})";
            }

            expected++;
        }

        return expected == from ? "no event came" : null;
    }

    /// <summary>What was received for good on a stream that was cut: events up to the last one that came with a cursor.</summary>
    internal static IReadOnlyList<Heard> UpToCursor(Listener cut)
    {
        var events = cut.Events.ToList();
        return events.Take(events.FindLastIndex(one => one.Cursor is not null) + 1).ToList();
    }
}
