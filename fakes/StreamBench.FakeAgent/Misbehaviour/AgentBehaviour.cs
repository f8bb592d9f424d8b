using System.Text.Json.Serialization;
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

    /// <summary>How many events before the cursor every resume repeats; 0 to 1,000. Default none.</summary>
    public int ReplayOverlap { get; init; }

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

    /// <summary>
    /// Requests that are turned away before anything else is looked at: the first refusal that has not had its
    /// <see cref="Refusal.Times"/> answers. In JSON one object or a list. At most 64. Default none.
    /// </summary>
    [JsonConverter(typeof(RefusalsConverter))]
    public IReadOnlyList<Refusal> Refuse { get; init; } = [];

    /// <summary>Requests whose answer is lost or late. Default null: none.</summary>
    public LostAnswer? LosesAnswers { get; init; }

    /// <summary>
    /// What clients of this conversation must send as <c>Authorization: Bearer …</c>, otherwise 401; null asks nobody. Streams
    /// that are open stay open. With <see cref="FakeAgentOptions.Token"/> both are asked for. Never shown.
    /// </summary>
    public Secret? Token { get; init; }

    /// <summary>
    /// How many events history is behind the stream, as far back as all events before are still held; 0 to 1,000,000. Default none.
    /// </summary>
    public int HistoryLag { get; init; }

    /// <summary>Most turns in one answer of history, 1 to 10,000: the newest, with what to ask for those before. Default: all.</summary>
    public int? HistoryTurns { get; init; }

    /// <summary>Most streams at the same time, 1 to 10,000: the newest wins and the oldest ends with <c>bye{limit}</c>. Default no such bound.</summary>
    public int? MaxStreams { get; init; }

    /// <summary>Most events in one answer of long-polling, 1 to 256. Default: as many as there are.</summary>
    public int? PollBatch { get; init; }

    /// <summary>How long a stream waits before it sends the head of its response, in milliseconds, 0 to 600,000. Default 0.</summary>
    public int HeadersDelayMs { get; init; }

    /// <summary>How long a stream is silent after its head, <c>hello</c> included, in milliseconds, 0 to 600,000. Default 0.</summary>
    public int FirstEventDelayMs { get; init; }

    /// <summary>Every error in these values, each naming its member; empty when there is none.</summary>
    public IEnumerable<string> Validate() => BehaviourProblems.Of(this);
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
