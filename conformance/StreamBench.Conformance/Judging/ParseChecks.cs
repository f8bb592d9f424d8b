using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Vectors;

namespace StreamBench.Conformance.Judging;

/// <summary>Checks of what a parser of server-sent events makes of bytes.</summary>
internal static class ParseChecks
{
    internal static Check Events { get; } =
        new(
            "events",
            Axis.State,
            "the events told are those of the byte vector",
            context =>
            {
                var vector = SseVectors.All[(int)context.Run.Position!.Value];
                var seen = context
                    .Evidence.Clients[0]
                    .Notes.Select(told => told.Note)
                    .OfType<EventNote>()
                    .Select(note => new SseVectorEvent(note.Type, note.Data, note.LastEventId))
                    .ToList();
                var first = Enumerable
                    .Range(0, Math.Max(seen.Count, vector.Events.Length))
                    .FirstOrDefault(i => seen.ElementAtOrDefault(i) != vector.Events.ElementAtOrDefault(i), -1);
                return Finding.Of(
                    first < 0,
                    $"{vector.Id} ({vector.Title}): event {first + 1} is {seen.ElementAtOrDefault(first)?.ToString() ?? "missing"}, "
                        + $"expected {vector.Events.ElementAtOrDefault(first)?.ToString() ?? "nothing"}"
                );
            }
        );
}
