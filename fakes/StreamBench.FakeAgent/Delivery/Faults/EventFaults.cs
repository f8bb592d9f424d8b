using System.Collections.Frozen;
using StreamBench.FakeAgent.Conversations;

namespace StreamBench.FakeAgent.Delivery.Faults;

/// <summary>Every event fault by its name. A new one is a file here and a line below.</summary>
public static class EventFaults
{
    /// <summary>Name → maker.</summary>
    internal static FrozenDictionary<string, Func<FaultTrigger, ConversationRegistry, IDeliveryFilter>> All { get; } =
        new Dictionary<string, Func<FaultTrigger, ConversationRegistry, IDeliveryFilter>>(StringComparer.Ordinal)
        {
            ["drop"] = (trigger, _) => new DropFault(trigger),
            ["duplicate"] = (trigger, _) => new DuplicateFault(trigger),
            ["delay"] = (trigger, _) => new DelayFault(trigger),
            ["swap"] = (trigger, _) => new SwapFault(trigger),
            ["shuffle"] = (trigger, _) => new ShuffleFault(trigger),
            ["alter"] = (trigger, _) => new AlterFault(trigger),
            ["stall"] = (trigger, _) => new StallFault(trigger),
            ["end"] = (trigger, _) => new EndFault(trigger),
            ["abort"] = (trigger, _) => new EndFault(trigger),
            ["inject"] = (trigger, _) => new InjectFault(trigger),
            ["leak"] = (trigger, conversations) => new LeakFault(trigger, conversations),
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
