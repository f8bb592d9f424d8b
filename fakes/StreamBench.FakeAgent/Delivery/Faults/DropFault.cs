namespace StreamBench.FakeAgent.Delivery.Faults;

/// <summary><c>drop</c>: the event never comes; those after it do.</summary>
internal sealed class DropFault(FaultTrigger trigger) : IDeliveryFilter
{
    public void Pass(in Outgoing item, DeliveryStep next)
    {
        if (!trigger.Strikes(item))
        {
            next.Emit(item);
        }
    }
}
