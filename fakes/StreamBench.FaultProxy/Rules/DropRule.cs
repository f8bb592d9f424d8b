using StreamBench.FaultProxy.Rules.Faults;

namespace StreamBench.FaultProxy.Rules;

/// <summary>Leaves an event out; the stream goes on.</summary>
public sealed record DropRule : FaultRule
{
    internal override string Do => "drop";

    internal override bool ChangesLength => true;

    internal override bool NeedsPosition => true;

    internal override Fault CreateFault(FaultContext context) => new DropFault(this, context);
}
