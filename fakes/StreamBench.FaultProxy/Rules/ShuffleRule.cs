using StreamBench.FaultProxy.Rules.Faults;

namespace StreamBench.FaultProxy.Rules;

/// <summary>Sends the events of each window in an order drawn from the seed. A place says where the first window begins.</summary>
public sealed record ShuffleRule : FaultRule
{
    /// <summary>How many events a window holds, 2 to 64.</summary>
    public int Window { get; init; } = 8;

    internal override string Do => "shuffle";

    internal override Fault CreateFault(FaultContext context) => new ShuffleFault(this, context);

    internal override IEnumerable<(string Field, string Problem)> Check()
    {
        if (Window is < 2 or > FaultLimits.HeldEvents)
            yield return ("window", $"is 2 to {FaultLimits.HeldEvents}");
    }
}
