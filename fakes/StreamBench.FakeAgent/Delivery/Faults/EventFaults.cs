using System.Collections.Frozen;

namespace StreamBench.FakeAgent.Delivery.Faults;

/// <summary>Every event fault by its name. A new one is a file here and a line below.</summary>
public static class EventFaults
{
    /// <summary>Name → maker.</summary>
    internal static FrozenDictionary<string, Func<FaultTrigger, IDeliveryFilter>> All { get; } =
        new Dictionary<string, Func<FaultTrigger, IDeliveryFilter>>(StringComparer.Ordinal)
        {
            ["drop"] = trigger => new DropFault(trigger),
            ["duplicate"] = trigger => new DuplicateFault(trigger),
            ["delay"] = trigger => new DelayFault(trigger),
            ["swap"] = trigger => new SwapFault(trigger),
            ["shuffle"] = trigger => new ShuffleFault(trigger),
            ["alter"] = trigger => new AlterFault(trigger),
            ["stall"] = trigger => new StallFault(trigger),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names => All.Keys;
}
