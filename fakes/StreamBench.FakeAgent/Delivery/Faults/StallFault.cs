namespace StreamBench.FakeAgent.Delivery.Faults;

/// <summary><c>stall</c>: from the event on everything waits for <c>ms</c>, then comes in order.</summary>
internal sealed class StallFault(FaultTrigger trigger) : IDeliveryFilter
{
    private readonly Queue<Outgoing> held = new();
    private TimeSpan until;

    public TimeSpan? WakeAt => held.Count > 0 ? until : null;

    public void Pass(in Outgoing item, DeliveryStep next)
    {
        if (held.Count > 0)
        {
            held.Enqueue(item);
        }
        else if (trigger.Strikes(item))
        {
            until = next.Now + TimeSpan.FromMilliseconds(trigger.Fault.Ms);
            held.Enqueue(item);
        }
        else
        {
            next.Emit(item);
        }
    }

    public void Wake(DeliveryStep next) => Flush(next);

    public void Flush(DeliveryStep next)
    {
        while (held.TryDequeue(out var item))
        {
            next.Emit(item);
        }
    }
}
