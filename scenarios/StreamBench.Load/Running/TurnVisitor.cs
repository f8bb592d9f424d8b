using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Streams;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Running;

/// <summary>
/// A <see cref="TurnDesk"/>, and <see cref="HeldStreams"/> beside it, as the loop wants them: a struct, so that its calls are
/// compiled into the loop.
/// </summary>
internal readonly struct TurnVisitor(TurnDesk desk, HeldStreams held) : IStreamVisitor
{
    internal HeldStreams Held => held;

    public StreamStart OnStart(int stream, in Arrival arrival, long at) =>
        HeldArrivals.IsHeld(arrival.Number) ? held.OnStart(stream, arrival) : desk.OnStart(stream, arrival, at);

    public void OnDropped(in Arrival arrival, long at)
    {
        if (HeldArrivals.IsHeld(arrival.Number))
        {
            held.OnDropped(arrival);
            return;
        }

        desk.OnDropped(arrival, at);
    }

    public void OnConnected(int stream, long at)
    {
        if (!held.Has(stream))
        {
            desk.OnConnected(stream, at);
        }
    }

    public void OnHeaders(int stream, in ResponseHead head, long at)
    {
        if (held.Has(stream))
        {
            held.OnHeaders(stream, head);
            return;
        }

        desk.OnHeaders(stream, head, at);
    }

    public void Expect(int stream) => desk.Expect(stream);

    public void Prepare(int stream) => desk.Prepare(stream);

    public NextStep OnEvent(int stream, scoped StreamFrame frame, in ReadStamp read)
    {
        if (!held.Has(stream))
        {
            return desk.OnEvent(stream, frame, read);
        }

        held.OnEvent(stream, frame, read);
        return NextStep.Continue;
    }

    public void OnRead(int stream, int events, in ReadStamp read)
    {
        if (!held.Has(stream))
        {
            desk.OnRead(stream, events, read);
        }
    }

    public ReadOnlyMemory<byte> TakeSaying(int stream) => held.Has(stream) ? default : desk.TakeSaying(stream);

    public AfterEnd OnEnd(int stream, in StreamEnding ending, long at) =>
        held.Has(stream) ? held.OnEnd(stream, ending) : desk.OnEnd(stream, ending, at);

    public void OnGivenUp(int stream, in StreamEnding ending, long at)
    {
        if (held.Has(stream))
        {
            held.OnGivenUp(stream);
            return;
        }

        desk.OnGivenUp(stream, ending, at);
    }

    public void OnTick(long at) => desk.OnTick(at);
}
