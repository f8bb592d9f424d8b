using StreamBench.FaultProxy.Rules.Faults;

namespace StreamBench.FaultProxy.Rules;

/// <summary>
/// Holds an event back: for a time, together with all behind it; until some events have overtaken it; or until another connection comes.
/// Without a position a time holds the whole response back, head and all.
/// </summary>
public sealed record DelayRule : FaultRule
{
    /// <summary>For how long, up to an hour.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>Up to this much longer, drawn from the seed each time.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>How many events overtake it, 1 to 64.</summary>
    public int? Events { get; init; }

    /// <summary>Until the next connection is accepted: late bytes of the old one then meet the new one.</summary>
    public bool UntilReconnect { get; init; }

    internal override string Do => "delay";

    internal override bool ChangesEvents => Events is not null;

    internal override bool NeedsPosition => For is null;

    internal override Fault CreateFault(FaultContext context) =>
        Events is { } events ? new OvertakeFault(this, events, context) : new DelayFault(this, context);

    internal override IEnumerable<(string Field, string Problem)> Check()
    {
        if (new[] { For is not null, Events is not null, UntilReconnect }.Count(given => given) != 1)
            yield return ("for", "is missing: say one of for (a time), events (a number) or until: reconnect");
        if (Events is < 1 or > FaultLimits.HeldEvents)
            yield return ("events", $"is 1 to {FaultLimits.HeldEvents}");
        if (For > FaultLimits.LongestWait || Jitter > FaultLimits.LongestWait)
            yield return ("for", "is at most 1h");
    }
}
