namespace StreamBench.FakeAgent.Delivery.Faults;

/// <summary><c>swap</c>: the event changes places with the one after it.</summary>
internal sealed class SwapFault(FaultTrigger trigger) : IDeliveryFilter
{
    private Outgoing? held;

    public void Pass(in Outgoing item, DeliveryStep next)
    {
        if (held is null && trigger.Strikes(item))
        {
            held = item;
            return;
        }

        next.Emit(item);
        Flush(next);
    }

    public void Flush(DeliveryStep next)
    {
        if (held is { } first)
        {
            held = null;
            next.Emit(first);
        }
    }
}
