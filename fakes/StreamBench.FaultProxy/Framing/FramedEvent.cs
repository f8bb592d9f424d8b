namespace StreamBench.FaultProxy.Framing;

/// <summary>A piece of a stream between two boundaries, with its raw bytes as they came (without the transfer coding).</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Raw">Its bytes. They are never written to again, so whoever holds a frame back need not copy it.</param>
/// <param name="Index">The number of the event in its response, from 1; 0 unless <paramref name="Kind"/> is an event.</param>
internal readonly record struct FramedEvent(FrameKind Kind, ReadOnlyMemory<byte> Raw, long Index = 0)
{
    /// <summary>The number of the event on its connection, over all its responses, from 1.</summary>
    public long ConnectionIndex { get; init; }

    /// <summary>The number of the event on its path, over all connections, from 1; 0 when no rule counts that way.</summary>
    public long PathIndex { get; init; }

    /// <summary>The end of an event above the bound, whose bytes went by as <see cref="FrameKind.Part"/>; <see cref="Raw"/> is empty.</summary>
    public bool IsOversize { get; init; }

    /// <summary>A copy a rule made: later rules do not take it for the event at their place.</summary>
    public bool IsCopy { get; init; }

    /// <summary>Known to be the last event of its response; on an aside, that it ends the stream (a WebSocket close).</summary>
    public bool IsLast { get; init; }

    /// <summary>The size of each write it leaves in; 0 leaves that to the link.</summary>
    public int SliceSize { get; init; }

    /// <summary>The wait after each of these writes.</summary>
    public TimeSpan SlicePause { get; init; }

    public bool IsEvent => Kind == FrameKind.Event;
}
