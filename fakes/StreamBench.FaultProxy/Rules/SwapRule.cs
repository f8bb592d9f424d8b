using StreamBench.FaultProxy.Rules.Faults;

namespace StreamBench.FaultProxy.Rules;

/// <summary>Exchanges an event with the one behind it.</summary>
public sealed record SwapRule : FaultRule
{
    internal override string Do => "swap";

    internal override bool NeedsPosition => true;

    internal override Fault CreateFault(FaultContext context) => new OvertakeFault(this, by: 1, context);
}
