using System.Buffers.Text;

namespace StreamBench.FaultProxy.Framing;

/// <summary>What can be read from an event, and how it is rewritten, by the format of its stream.</summary>
internal abstract class EventFormat
{
    public static readonly EventFormat Sse = new SseFormat();
    public static readonly EventFormat Ndjson = new NdjsonFormat();
    public static readonly EventFormat WebSocket = new WebSocketFormat();
    public static readonly EventFormat Grpc = new GrpcFormat();
    public static readonly EventFormat Poll = new PollFormat();

    /// <summary>A WebSocket whose payloads are compressed: they can be placed by number, and neither read nor changed.</summary>
    public static readonly EventFormat CompressedWebSocket = new OpaqueFormat();

    /// <summary>Whether events may be left out, repeated, moved or changed and the peer still reads the rest.</summary>
    public virtual bool IsChangeable => true;

    /// <summary>Whether its events are WebSocket messages.</summary>
    public virtual bool IsMessages => false;

    public abstract EventFramer CreateFramer();

    /// <summary>What stands between the faults and the writer: mends what a change of events would break in the bytes around them.</summary>
    public virtual EventSink Mend(EventSink writer) => writer;

    /// <summary>Whether the event has this type: the SSE field <c>event</c>, or the member <c>type</c> of its JSON payload.</summary>
    public virtual bool HasType(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> type) =>
        JsonMember.Is(Payload(raw), "type"u8, type);

    /// <summary>Whether the event has this id: the SSE field <c>id</c>, or the member <c>cursor</c> or <c>id</c> of its JSON payload.</summary>
    public virtual bool HasId(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> id) =>
        JsonMember.Is(Payload(raw), "cursor"u8, id)
        || JsonMember.Is(Payload(raw), "id"u8, id)
        || (
            Utf8Parser.TryParse(id, out long number, out var used)
            && used == id.Length
            && JsonMember.Is(Payload(raw), "id"u8, number)
        );

    /// <summary>Whether its JSON payload has this number as its member <c>seq</c>.</summary>
    public bool HasSeq(ReadOnlySpan<byte> raw, long seq) => JsonMember.Is(Payload(raw), "seq"u8, seq);

    /// <summary>The type for the log; null when there is none.</summary>
    public virtual string? TypeOf(ReadOnlySpan<byte> raw) => JsonMember.Find(Payload(raw), "type"u8);

    /// <summary>The bytes a rule may alter: all of an event that is text on the wire, the payload of a WebSocket message.</summary>
    public virtual ReadOnlySpan<byte> Alterable(ReadOnlySpan<byte> raw) => raw;

    /// <summary>The event with these bytes in the place of <see cref="Alterable"/>.</summary>
    public virtual byte[] Rewrite(ReadOnlySpan<byte> raw, byte[] altered) => altered;

    protected abstract ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> raw);

    private sealed class SseFormat : EventFormat
    {
        public override EventFramer CreateFramer() => new SseFramer();

        public override bool HasType(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> type) =>
            (SseFields.TryFind(raw, "event"u8, out var field) && field.SequenceEqual(type)) || base.HasType(raw, type);

        public override bool HasId(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> id) =>
            SseFields.TryFind(raw, "id"u8, out var field) ? field.SequenceEqual(id) : base.HasId(raw, id);

        public override string? TypeOf(ReadOnlySpan<byte> raw) =>
            SseFields.TryFind(raw, "event"u8, out var field) && !field.IsEmpty
                ? System.Text.Encoding.UTF8.GetString(field)
                : base.TypeOf(raw);

        protected override ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> raw) => SseFields.Data(raw);
    }

    private sealed class NdjsonFormat : EventFormat
    {
        public override EventFramer CreateFramer() => new NdjsonFramer();

        protected override ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> raw) => raw;
    }

    private sealed class WebSocketFormat : EventFormat
    {
        public override bool IsMessages => true;

        public override EventFramer CreateFramer() => new WebSocketFramer();

        public override ReadOnlySpan<byte> Alterable(ReadOnlySpan<byte> raw) => WebSocketMessage.Payload(raw);

        public override byte[] Rewrite(ReadOnlySpan<byte> raw, byte[] altered) =>
            WebSocketMessage.WithPayload(raw, altered);

        protected override ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> raw) => WebSocketMessage.Payload(raw);
    }

    /// <summary>The JSON payload is found without a schema; an id may also stand in a text field beside it.</summary>
    private sealed class GrpcFormat : EventFormat
    {
        public override EventFramer CreateFramer() => new GrpcFramer();

        public override bool HasId(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> id) =>
            base.HasId(raw, id) || GrpcMessage.HasField(raw, id);

        public override ReadOnlySpan<byte> Alterable(ReadOnlySpan<byte> raw) =>
            Payload(raw) is { IsEmpty: false } json ? json : raw[GrpcFramer.PrefixBytes..];

        public override byte[] Rewrite(ReadOnlySpan<byte> raw, byte[] altered) => GrpcMessage.WithJson(raw, altered);

        protected override ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> raw) => GrpcMessage.Json(raw);
    }

    private sealed class PollFormat : EventFormat
    {
        public override EventFramer CreateFramer() => new PollFramer();

        public override EventSink Mend(EventSink writer) => new ElementJoiner(writer);

        public override ReadOnlySpan<byte> Alterable(ReadOnlySpan<byte> raw) => PollAnswer.Element(raw);

        public override byte[] Rewrite(ReadOnlySpan<byte> raw, byte[] altered) =>
            [.. raw[..^PollAnswer.Element(raw).Length], .. altered];

        protected override ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> raw) => PollAnswer.Element(raw);
    }

    private sealed class OpaqueFormat : EventFormat
    {
        public override bool IsMessages => true;

        public override bool IsChangeable => false;

        public override EventFramer CreateFramer() => new WebSocketFramer();

        protected override ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> raw) => default;
    }
}
