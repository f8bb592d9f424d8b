using System.Collections.Concurrent;

namespace StreamBench.FakeAgent.Delivery.Faults;

/// <summary>How often each fault has struck in one conversation. Thread-safe.</summary>
internal sealed class FaultLedger
{
    private readonly ConcurrentDictionary<EventFault, int> strikes = new(ReferenceEqualityComparer.Instance);

    /// <summary>Counts one strike, unless the fault has had all of its own.</summary>
    internal bool TryTake(EventFault fault)
    {
        var allowed = fault.Times ?? (fault.At.IsSingle ? 1 : int.MaxValue);
        return strikes.AddOrUpdate(fault, 1, (_, n) => n < int.MaxValue ? n + 1 : n) <= allowed;
    }
}
