using StreamBench.FaultProxy.Rules.Faults;

namespace StreamBench.FaultProxy.Rules;

/// <summary>Sends an event again, right behind itself.</summary>
public sealed record DuplicateRule : FaultRule
{
    /// <summary>How many copies follow, 1 to 100.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How many events are repeated, 1 to 64: the one at this place and those before it.</summary>
    public int Last { get; init; } = 1;

    internal override string Do => "duplicate";

    internal override bool ChangesLength => true;

    internal override bool NeedsPosition => true;

    internal override Fault CreateFault(FaultContext context) => new DuplicateFault(this, context);

    internal override IEnumerable<(string Field, string Problem)> Check()
    {
        if (Times is < 1 or > 100)
            yield return ("times", "is 1 to 100");
        if (Last is < 1 or > FaultLimits.HeldEvents)
            yield return ("last", $"is 1 to {FaultLimits.HeldEvents}");
    }
}
