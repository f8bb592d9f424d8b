using StreamBench.FakeAgent.Delivery;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Misbehaviour;

/// <summary>Swallows the completion signal.</summary>
internal sealed class NoCompletionFilter : IDeliveryFilter
{
    public void Pass(in Outgoing item, DeliveryStep next)
    {
        if (item.Said is not TurnClose)
        {
            next.Emit(item);
        }
    }
}
