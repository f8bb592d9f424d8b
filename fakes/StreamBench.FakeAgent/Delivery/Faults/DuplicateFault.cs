namespace StreamBench.FakeAgent.Delivery.Faults;

/// <summary><c>duplicate</c>: the event comes again, <c>count</c> times, right after itself and with the same bytes.</summary>
internal sealed class DuplicateFault(FaultTrigger trigger) : IDeliveryFilter
{
    public void Pass(in Outgoing item, DeliveryStep next)
    {
        next.Emit(item);
        for (var copies = trigger.Strikes(item) ? trigger.Fault.Count : 0; copies > 0; copies--)
        {
            next.Emit(item);
        }
    }
}
