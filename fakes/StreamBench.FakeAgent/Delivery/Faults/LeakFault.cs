using StreamBench.FakeAgent.Conversations;

namespace StreamBench.FakeAgent.Delivery.Faults;

/// <summary>
/// <c>leak</c>: the event also comes in a stream of the conversation <c>to</c>, as it is: what a server does whose sessions are not
/// kept apart. Nothing happens while there is no such conversation.
/// </summary>
internal sealed class LeakFault(FaultTrigger trigger, ConversationRegistry conversations) : IDeliveryFilter
{
    public void Pass(in Outgoing item, DeliveryStep next)
    {
        next.Emit(item);
        if (trigger.Strikes(item))
        {
            conversations.Find(trigger.Fault.To!)?.Intrude(item);
        }
    }
}
