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
    /// <param name="time">The clock of what is held by time.</param>
    internal static DeliveryChain For(
        AgentBehaviour behaviour,
        FaultLedger ledger,
        int connection,
        TimeProvider time
    ) => new([.. Filters(behaviour, ledger, connection)], time);

    private static IEnumerable<IDeliveryFilter> Filters(AgentBehaviour behaviour, FaultLedger ledger, int connection)
    {
        foreach (var (i, fault) in behaviour.Faults.Index().OrderBy(f => EventFaults.Rank(f.Item.Do)))
        {
            var random = new Random((((behaviour.Seed * 31) + connection) * 31) + i);
            yield return EventFaults.All[fault.Do](new FaultTrigger(fault, ledger, connection, random));
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
