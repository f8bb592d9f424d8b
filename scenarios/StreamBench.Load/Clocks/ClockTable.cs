using System.Collections.Immutable;

namespace StreamBench.Load.Clocks;

/// <summary>Every clock with its definition; scenarios/CLOCKS.md is written from it.</summary>
public static class ClockTable
{
    private const string Start = "the start of the stream";

    /// <summary>The definitions, in the order of <see cref="Clock"/>.</summary>
    public static ImmutableArray<ClockDefinition> All { get; } =
    [
        new(
            Clock.Connect,
            "connect",
            Start,
            "the transport is connected, TLS included",
            "A stream on a connection that was open already stops it at once."
        ),
        new(
            Clock.Headers,
            "headers",
            Start,
            "the last byte of the response's head, or of the WebSocket handshake, was read",
            "A server may send the head long before it has anything to say. With long-polling it is that of the first answer, which is held until there is something."
        ),
        new(
            Clock.FirstEvent,
            "ttfe",
            Start,
            "the read that completed the first event of any kind",
            "Heartbeats that are events count, comments do not. With long-polling the read is the end of the first answer that brings an event; polls that bring nothing, and the message that is posted before, are part of the time."
        ),
        new(
            Clock.FirstContent,
            "ttfc",
            Start,
            "the read that completed the first event with text that a user sees",
            "By the dialect or the plan's JSON path. Events that only open a role, empty text, reasoning and heartbeats do not count."
        ),
        new(
            Clock.Turn,
            "turn",
            Start,
            "the read that brought the turn's completion signal",
            "A close without completion signal is no completion: the stream counts as truncated and its turn as never."
        ),
        new(
            Clock.Gap,
            "gap",
            "the read that completed an event",
            "the read that completed the next event of the same stream",
            "Events of one read share its time: the gaps between them are 0 and they count as coalesced. An answer to a poll is one read. A gap over a drop is counted in recover, not here."
        ),
        new(
            Clock.Recover,
            "recover",
            "the stream was seen to drop",
            "the first event that the stream had not seen before the drop",
            "Backoff and refused attempts are part of it."
        ),
        new(
            Clock.Lag,
            "lag",
            "the time at which the server says it sent the event",
            "the arrival of the event",
            "Only where the server stamps (`at`, in whole milliseconds: a lag may show up to 1 ms too long), and for events that the stream had not seen before. Arrival is the kernel's stamp, or the read where there is none (see `handling`). Two machines' clocks must be kept together; the header says whether it is one, and lags below 0 count as 0 and are stated."
        ),
        new(
            Clock.Schedule,
            "schedule",
            "the intended start",
            "the engine began to connect",
            "The engine's own lateness. Where it is large, the columns differ and the run is not trustworthy."
        ),
        new(
            Clock.Handling,
            "handling",
            "the kernel received the bytes, or the tool wrote an event to a probe stream of its own",
            "the engine had read them",
            "The probe is for paths on which the kernel does not stamp arrivals; the facts beside the result say which it is. For reads that completed an event, those of slow readers left out. A stamp costs a twentieth of an event: each engine thread takes them of 128 connections at once, and of one in eight of those opened beyond, chosen by their number. The engine's own lateness, which no column contains."
        ),
    ];

    /// <summary>The definitions in a sentence each, by the clocks' names: for reports.</summary>
    public static ImmutableSortedDictionary<string, string> Sentences { get; } =
        All.ToImmutableSortedDictionary(
            clock => clock.Name,
            clock => $"from {clock.From} until {clock.To}. {clock.Notes}",
            StringComparer.Ordinal
        );

    /// <summary>The definition of a clock.</summary>
    public static ClockDefinition Of(Clock clock) => All[(int)clock];

    /// <summary>The definition under a name (<c>ttfe</c>), or null.</summary>
    public static ClockDefinition? Find(string name) => All.FirstOrDefault(clock => clock.Name == name);
}
