using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>Counts the events of a body that no rule acts on.</summary>
internal sealed class CountingSink(EventCount events) : EventSink
{
    public override void Accept(in FramedEvent frame)
    {
        if (frame.IsEvent)
            events.Next();
    }

    public override void End() { }

    public override void Flush() { }
}
