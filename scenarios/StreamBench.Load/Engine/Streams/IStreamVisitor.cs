using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Engine.Streams;

/// <summary>
/// Watches the streams of one loop: records, verifies, decides. Called by one thread at a time, in the order
/// start → connected → headers → (events → read)* → end. A struct costs no call: the loop is compiled for it. A stream is
/// named by its slot, from 0 to the loop's capacity; slots are used again after their end.
/// </summary>
internal interface IStreamVisitor
{
    /// <summary>
    /// The loop begins to connect; <paramref name="at"/> less the intended time is the schedule lag. Answers whom the stream
    /// asks, and with what.
    /// </summary>
    StreamStart OnStart(int stream, in Arrival arrival, long at);

    /// <summary>An arrival found no free slot, and there will be no stream for it.</summary>
    void OnDropped(in Arrival arrival, long at);

    /// <summary>The connection stands.</summary>
    void OnConnected(int stream, long at);

    /// <summary>A whole response head was read, also one that is refused.</summary>
    void OnHeaders(int stream, in ResponseHead head, long at);

    /// <summary>
    /// The stream comes after the one that comes now: the moment to ask for what is kept of it, see <see cref="Ahead"/>. Says
    /// nothing of the stream, and may come without anything after it.
    /// </summary>
    void Expect(int stream);

    /// <summary>Bytes of the stream are received now: what was asked for is there, and may tell what else to ask for.</summary>
    void Prepare(int stream);

    /// <summary>One event; <paramref name="frame"/> lies in the receive buffer and is gone after the call.</summary>
    NextStep OnEvent(int stream, scoped StreamFrame frame, in ReadStamp read);

    /// <summary>A read of the body is done, after its events.</summary>
    void OnRead(int stream, int events, in ReadStamp read);

    /// <summary>What a stream on a WebSocket wants to say after a read, as UTF-8; empty for nothing. Told once.</summary>
    ReadOnlyMemory<byte> TakeSaying(int stream);

    /// <summary>
    /// The connection is over. The visitor frees the slot, which may be used again from the next start on, or resumes the
    /// stream; connected → headers → … → end then come once more.
    /// </summary>
    AfterEnd OnEnd(int stream, in StreamEnding ending, long at);

    /// <summary>The stream was to be resumed, but its time is over: the slot is free. Nothing follows.</summary>
    void OnGivenUp(int stream, in StreamEnding ending, long at);

    /// <summary>Called about every 100 ms whether or not anything happens: the place to hand over what was counted.</summary>
    void OnTick(long at);
}
