using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Streams;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Running;

/// <summary>A <see cref="TurnDesk"/> as the loop wants it: a struct, so that its calls are compiled into the loop.</summary>
internal readonly struct TurnVisitor(TurnDesk desk) : IStreamVisitor
{
    public StreamStart OnStart(int stream, in Arrival arrival, long at) => desk.OnStart(stream, arrival, at);

    public void OnDropped(in Arrival arrival, long at) => desk.OnDropped(arrival, at);

    public void OnConnected(int stream, long at) => desk.OnConnected(stream, at);

    public void OnHeaders(int stream, in ResponseHead head, long at) => desk.OnHeaders(stream, head, at);

    public NextStep OnEvent(int stream, scoped StreamFrame frame, in ReadStamp read) =>
        desk.OnEvent(stream, frame, read);

    public void OnRead(int stream, int events, in ReadStamp read) => desk.OnRead(stream, events, read);

    public ReadOnlyMemory<byte> TakeSaying(int stream) => desk.TakeSaying(stream);

    public AfterEnd OnEnd(int stream, in StreamEnding ending, long at) => desk.OnEnd(stream, ending, at);

    public void OnGivenUp(int stream, in StreamEnding ending, long at) => desk.OnGivenUp(stream, ending, at);

    public void OnTick(long at) => desk.OnTick(at);
}
