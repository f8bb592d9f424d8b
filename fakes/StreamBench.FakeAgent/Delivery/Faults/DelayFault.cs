namespace StreamBench.FakeAgent.Delivery.Faults;

/// <summary><c>delay</c>: the event is held for <c>ms</c> while later ones overtake it.</summary>
internal sealed class DelayFault(FaultTrigger trigger) : IDeliveryFilter
{
    private readonly Queue<(TimeSpan Due, Outgoing Item)> held = new();

    // One delay for all, so they come due in the order they were held.
    public TimeSpan? WakeAt => held.TryPeek(out var first) ? first.Due : null;

    public void Pass(in Outgoing item, DeliveryStep next)
    {
        if (trigger.Strikes(item))
        {
            held.Enqueue((next.Now + TimeSpan.FromMilliseconds(trigger.Fault.Ms), item));
        }
        else
        {
            next.Emit(item);
        }
    }

    public void Wake(DeliveryStep next)
    {
        while (held.TryPeek(out var first) && first.Due <= next.Now)
        {
            next.Emit(held.Dequeue().Item);
        }
    }

    public void Flush(DeliveryStep next)
    {
        while (held.TryDequeue(out var first))
        {
            next.Emit(first.Item);
        }
    }
}
