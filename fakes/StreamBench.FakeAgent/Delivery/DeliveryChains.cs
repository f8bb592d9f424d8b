using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery.Faults;
using StreamBench.FakeAgent.Delivery.Filters;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.FakeAgent.Delivery;

/// <summary>Makes the chain of one subscriber: faults first, then filters, as their lists have them.</summary>
internal static class DeliveryChains
{
    /// <summary>A chain for one subscription.</summary>
    /// <param name="behaviour">What the chain is made of.</param>
    /// <param name="ledger">How often each fault has struck in the conversation.</param>
    /// <param name="connection">Which subscription of the conversation this is, from 1.</param>
    /// <param name="conversations">All of the server, for faults that reach beyond their own.</param>
    /// <param name="time">The clock of what is held by time.</param>
    internal static DeliveryChain For(
        AgentBehaviour behaviour,
        FaultLedger ledger,
        int connection,
        ConversationRegistry conversations,
        TimeProvider time
    ) => new([.. Filters(behaviour, ledger, connection, conversations)], time);

    /// <summary>A chain of those filters alone that change what is said: for what is said again from the journal.</summary>
    internal static DeliveryChain Rewriting(AgentBehaviour behaviour, TimeProvider time) =>
        new([.. behaviour.Filters.Select(name => DeliveryFilters.All[name]()).OfType<RewriteFilter>()], time);

    private static IEnumerable<IDeliveryFilter> Filters(
        AgentBehaviour behaviour,
        FaultLedger ledger,
        int connection,
        ConversationRegistry conversations
    )
    {
        foreach (var (i, fault) in behaviour.Faults.Index().OrderBy(f => EventFaults.Rank(f.Item.Do)))
        {
            var random = new Random((((behaviour.Seed * 31) + connection) * 31) + i);
            yield return EventFaults.All[fault.Do](new FaultTrigger(fault, ledger, connection, random), conversations);
        }

        foreach (var name in behaviour.Filters)
        {
            yield return DeliveryFilters.All[name]();
        }

        if (behaviour.NeverCompletes)
        {
            yield return new NoCompletionFilter();
        }
    }
}
