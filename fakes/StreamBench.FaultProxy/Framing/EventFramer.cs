namespace StreamBench.FaultProxy.Framing;

/// <summary>Finds the events in a body. Any slicing of the input gives the same events.</summary>
internal abstract class EventFramer
{
    /// <summary>The largest event that is collected. A larger one passes in pieces; only its end is known.</summary>
    public const int MaxEventBytes = 1024 * 1024;

    /// <summary>Events found so far.</summary>
    public long Count { get; private set; }

    /// <summary>Counts from 1 again; an event in progress is then the first.</summary>
    public void RestartCount() => Count = 0;

    /// <summary>The next bytes of the body.</summary>
    public abstract void Feed(ReadOnlyMemory<byte> input, EventSink sink);

    /// <summary>Lets go of the bytes of an event that is not whole yet; the place in the stream is kept.</summary>
    public abstract void Release(EventSink sink);

    /// <summary>The body has ended here.</summary>
    public virtual void End(EventSink sink) => Release(sink);

    protected void Emit(EventSink sink, ReadOnlyMemory<byte> raw) =>
        sink.Accept(new FramedEvent(FrameKind.Event, raw, ++Count));

    protected void EmitOversizeEnd(EventSink sink) =>
        sink.Accept(new FramedEvent(FrameKind.Event, default, ++Count) { IsOversize = true });

    protected static void EmitAside(EventSink sink, ReadOnlyMemory<byte> raw, bool isLast = false) =>
        sink.Accept(new FramedEvent(FrameKind.Aside, raw) { IsLast = isLast });

    protected static void EmitPart(EventSink sink, ReadOnlyMemory<byte> raw)
    {
        if (!raw.IsEmpty)
            sink.Accept(new FramedEvent(FrameKind.Part, raw));
    }
}
