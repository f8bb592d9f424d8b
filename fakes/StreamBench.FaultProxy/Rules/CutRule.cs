using StreamBench.FaultProxy.Rules.Faults;

namespace StreamBench.FaultProxy.Rules;

/// <summary>Cuts the connection after an event or byte, at a time, or before the end.</summary>
public sealed record CutRule : FaultRule
{
    /// <summary>How; <c>fin</c> unless given.</summary>
    public CutHow How { get; init; }

    /// <summary>How many of the next connections are refused with RST after the cut, 0 to 1000 or all of them; 0 unless given.</summary>
    public int RefuseReconnects { get; init; }

    internal override string Do => "cut";

    internal override bool ChangesEvents => false;

    internal override bool NeedsPosition => true;

    internal override Fault CreateFault(FaultContext context) => new CutFault(this, context);
}
