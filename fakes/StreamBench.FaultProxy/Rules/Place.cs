using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Rules;

/// <summary>Where a rule acts. Which connections, in which direction, and at most one position in each of their responses.</summary>
public sealed record Place
{
    /// <summary>
    /// Which connections, counted from 1 since the rules were set; all unless given. What counts is each time a stream opens: a response
    /// that carries events, an answer to a long poll, a WebSocket, a gRPC response that streams, a connection whose
    /// bytes are not understood. So requests that a client makes on the side do not shift a fault, and a stream resumed on the same TCP
    /// connection counts anew. With <see cref="Path"/> each request to that path counts, whatever answers it.
    /// </summary>
    public NumberRange Connection { get; init; } = NumberRange.All;

    /// <summary>Which reconnects: the first is connection 2. Null unless given; not together with <see cref="Connection"/>.</summary>
    public NumberRange? Reconnect { get; init; }

    /// <summary>Only requests to this path, where <c>*</c> stands for any characters, such as <c>/v1/conversations/*/events</c>. Not gRPC, whose paths are compressed.</summary>
    public string? Path { get; init; }

    /// <summary>Which way the bytes flow: downstream (the default) or upstream.</summary>
    public Direction Direction { get; init; } = Direction.Downstream;

    /// <summary>The number of the event, from 1; a cut comes after it, so 0 is a cut before the first event.</summary>
    public long? Index { get; init; }

    /// <summary>Events of this type: the SSE field <c>event</c> or the member <c>type</c> of the JSON payload.</summary>
    public string? Event { get; init; }

    /// <summary>Only the nth event of that type, from 1.</summary>
    public long? Nth { get; init; }

    /// <summary>The event with this id: the SSE field <c>id</c>, else the member <c>cursor</c> or <c>id</c> of the JSON payload, be it a text or a number.</summary>
    public string? Id { get; init; }

    /// <summary>The event whose JSON payload has this number as its member <c>seq</c>: the same event on every transport.</summary>
    public long? Seq { get; init; }

    /// <summary>For cuts: after so many bytes of that event, transfer coding aside; a negative number counts from its end.</summary>
    public long? Inside { get; init; }

    /// <summary>After so many bytes of the body, as sent to the client and without chunk framing.</summary>
    public long? Byte { get; init; }

    /// <summary>So long after the head of the response; a cut needs no event to happen then.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>
    /// <c>end</c>: the last event of the response, so each event is held back until the next one comes. Any other word, for cuts:
    /// before the first event of that type.
    /// </summary>
    public string? Before { get; init; }

    /// <summary>A moment without an event, for cuts.</summary>
    public Moment? After { get; init; }

    /// <summary>Every nth event; 1 is each of them.</summary>
    public long? Every { get; init; }

    /// <summary>Only the first time, over all connections since the rules were set.</summary>
    public bool Once { get; init; }

    /// <summary>Acts with this chance, 0 to 1, each time the position is met; drawn from the seed. 1 unless given.</summary>
    public double Chance { get; init; } = 1;

    /// <summary>Whether events are counted over all responses of a TCP connection, and not in each response.</summary>
    public bool CountsOnConnection { get; init; }

    /// <summary>
    /// Whether events are counted over all responses to the same path since the rules were set, on whichever connection: all answers to
    /// the long polls of a conversation together. Events behind a cut do not count. Where no path can be read (gRPC) all streams count
    /// together.
    /// </summary>
    public bool CountsOnPath { get; init; }

    /// <summary>Connections or reconnects as a range of connection numbers.</summary>
    internal NumberRange Numbers => Reconnect is { } reconnect ? reconnect.Shift(1) : Connection;

    internal bool HasPosition =>
        (Index ?? Byte ?? Every ?? Seq) is not null
        || (Event ?? Id ?? Before) is not null
        || Time is not null
        || After is not null;

    /// <summary>Whether the position can only be found by looking at events.</summary>
    internal bool NeedsEvents => (Index is > 0) || (Every ?? Seq) is not null || (Event ?? Id ?? Before) is not null;
}

/// <summary>A moment in the life of a connection that has no event.</summary>
public enum Moment
{
    /// <summary>The TCP connection was accepted; nothing was read.</summary>
    Accept,

    /// <summary>The head of the request was read and passed on.</summary>
    Request,

    /// <summary>The head of the response was passed on.</summary>
    Headers,
}
