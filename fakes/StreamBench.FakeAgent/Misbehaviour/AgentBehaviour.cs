using StreamBench.FakeAgent.Delivery.Faults;
using StreamBench.FakeAgent.Delivery.Filters;

namespace StreamBench.FakeAgent.Misbehaviour;

/// <summary>
/// How a server treats its subscribers: by default as the protocol says, with each member one way to do it wrong (or one
/// filter more). Immutable; a conversation may have its own, and a change holds from the next subscription or request on.
/// </summary>
public sealed record AgentBehaviour
{
    /// <summary>As the protocol has it.</summary>
    public static AgentBehaviour Correct { get; } = new();

    /// <summary>Disturbances of events, applied in this order, before <see cref="Filters"/>. At most 64.</summary>
    public IReadOnlyList<EventFault> Faults { get; init; } = [];

    /// <summary>Names from <see cref="DeliveryFilters.Names"/>, applied in this order. At most 16.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>Seed of every chance in <see cref="Faults"/>. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Every resume starts from the oldest event again.</summary>
    public bool IgnoresCursor { get; init; }

    /// <summary>No event carries a cursor, so nobody can resume.</summary>
    public bool SendsNoIds { get; init; }

    /// <summary>How silence is filled. Default <see cref="HeartbeatStyle.Comment"/>.</summary>
    public HeartbeatStyle Heartbeats { get; init; } = HeartbeatStyle.Comment;

    /// <summary>How many events of the turn before come late, inside the next turn; 0 to 100. Default none.</summary>
    public int LateEvents { get; init; }

    /// <summary>How many events a cancelled turn still says before it closes; 0 to 100. Default none.</summary>
    public int EventsAfterCancel { get; init; }

    /// <summary><c>turn.close</c> and <c>bye</c> never come: the stream stays open and silent.</summary>
    public bool NeverCompletes { get; init; }

    /// <summary>All readers of a conversation share one place in it, so each event reaches only one of them.</summary>
    public bool ReadersSteal { get; init; }

    /// <summary>Nothing is sent until a turn closes or the stream ends.</summary>
    public bool BuffersUntilEnd { get; init; }

    /// <summary>A reader that falls behind gets a snapshot instead of <c>bye{slow_consumer}</c>.</summary>
    public bool SlowConsumersGetSnapshot { get; init; }

    /// <summary>A cursor that cannot be honoured is refused with 410 <c>cursor_expired</c> instead of answered by a snapshot.</summary>
    public bool RefusesOldCursors { get; init; }

    /// <summary>The Content-Type of streams in place of the right one; the empty string sends none. Default null: the right one.</summary>
    public string? ContentType { get; init; }

    /// <summary>Requests that are turned away before anything else is looked at. Default null: none.</summary>
    public Refusal? Refuse { get; init; }

    /// <summary>Every error in these values, each naming its member; empty when there is none.</summary>
    public IEnumerable<string> Validate()
    {
        foreach (var problem in Faults.Take(64).SelectMany((fault, i) => fault.Validate($"faults[{i}]")))
        {
            yield return problem;
        }

        if (Faults.Count > 64)
        {
            yield return $"faults: {Faults.Count} are more than 64";
        }

        foreach (var name in Filters.Where(name => !DeliveryFilters.Names.Contains(name)))
        {
            yield return $"filters: \"{name}\" is no filter; choose from {string.Join(", ", DeliveryFilters.Names)}";
        }

        if (Filters.Count > 16)
        {
            yield return $"filters: {Filters.Count} are more than 16";
        }

        if (LateEvents is < 0 or > 100)
        {
            yield return $"lateEvents: {LateEvents} is not between 0 and 100";
        }

        if (EventsAfterCancel is < 0 or > 100)
        {
            yield return $"eventsAfterCancel: {EventsAfterCancel} is not between 0 and 100";
        }

        if (ContentType is { } type && type.AsSpan().ContainsAny('\r', '\n'))
        {
            yield return "contentType: must be one line";
        }

        foreach (var problem in Refuse?.Validate() ?? [])
        {
            yield return problem;
        }
    }
}

/// <summary>How a server fills silence.</summary>
public enum HeartbeatStyle
{
    /// <summary>An SSE comment; on the other transports a <c>heartbeat</c> frame, as they know no comments.</summary>
    Comment,

    /// <summary>A <c>heartbeat</c> frame.</summary>
    Event,

    /// <summary>Not at all.</summary>
    None,
}
