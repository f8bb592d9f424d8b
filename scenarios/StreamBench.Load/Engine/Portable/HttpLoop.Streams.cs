using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Streams;
using StreamBench.Load.Engine.Timing;

namespace StreamBench.Load.Engine.Portable;

/// <content>What the streams tell: each call goes to the visitor, under the lock.</content>
internal sealed partial class HttpLoop<TVisitor>
{
    internal HttpLoopOptions Options => options;

    internal EngineClock Clock => clock;

    internal void Opened(int stream, long connectedAt, in ResponseHead head, long at)
    {
        lock (gate)
        {
            visitor.OnConnected(stream, connectedAt);
            visitor.OnHeaders(stream, head, at);
        }
    }

    internal ScanResult Read(
        int stream,
        StreamFraming framing,
        Span<byte> body,
        ref ScanState state,
        in ReadStamp stamp
    )
    {
        lock (gate)
        {
            var sink = new Loop.VisitorSink<TVisitor>(ref visitor, stream, in stamp);
            var result = StreamScanner.Scan(framing, body, ref state, ref sink, options.MaxEventBytes);
            visitor.OnRead(stream, sink.Events, in stamp);
            return result;
        }
    }

    internal bool Finish(int stream, StreamFraming framing, ReadOnlySpan<byte> kept, in ReadStamp stamp)
    {
        lock (gate)
        {
            var sink = new Loop.VisitorSink<TVisitor>(ref visitor, stream, in stamp);
            return StreamScanner.Finish(framing, kept, ref sink);
        }
    }

    /// <summary>A connection is over; answers whether the stream connects again.</summary>
    internal AfterEnd Ended(int stream, in StreamEnding ending)
    {
        lock (gate)
        {
            return visitor.OnEnd(stream, ending, clock.Now);
        }
    }

    /// <summary>The stream was to come back, but its time is over.</summary>
    internal void GivenUp(int stream, in StreamEnding ending)
    {
        lock (gate)
        {
            visitor.OnGivenUp(stream, ending, clock.Now);
        }
    }

    /// <summary>The stream is over, and its slot is free for another.</summary>
    internal void Free(int stream)
    {
        lock (gate)
        {
            Volatile.Write(ref streams[stream], null);
            free.Push(stream);
        }

        Interlocked.Increment(ref ended);
        changed.Release();
        Interlocked.Decrement(ref open);
    }

    /// <summary>A stream met a bug; <see cref="DisposeAsync"/> says so.</summary>
    internal void Fail(Exception bug) => Interlocked.CompareExchange(ref failure, bug, null);
}
