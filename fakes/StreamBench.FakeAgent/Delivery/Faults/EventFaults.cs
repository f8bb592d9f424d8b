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
            ["end"] = trigger => new EndFault(trigger),
            ["abort"] = trigger => new EndFault(trigger),
            ["inject"] = trigger => new InjectFault(trigger),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// Where in the chain a fault stands, whatever the order of its list: a response ends after the event as the others have
    /// left it, and what is injected still comes before that end.
    /// </summary>
    internal static int Rank(string name) =>
        name switch
        {
            "end" or "abort" => 1,
            "inject" => 2,
            _ => 0,
        };

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names => All.Keys;
}
