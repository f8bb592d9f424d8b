using StreamBench.FaultProxy.Rules.Faults;

namespace StreamBench.FaultProxy.Rules;

/// <summary>
/// Holds the body back until the response ends, as a buffering proxy does, or sends it in bursts. A place says where it begins. Holds at
/// most <see cref="FaultLimits.HeldBytes"/>, of gRPC <see cref="FaultLimits.HeldDataBytes"/>; then everything goes on and the log says so.
/// </summary>
public sealed record BufferRule : FaultRule
{
    /// <summary>The time from burst to burst; until the end unless given.</summary>
    public TimeSpan? For { get; init; }

    internal override string Do => "buffer";

    internal override bool ChangesEvents => false;

    internal override Fault CreateFault(FaultContext context) => new BufferFault(this, context);

    internal override IEnumerable<(string Field, string Problem)> Check()
    {
        if (For > FaultLimits.LongestWait || For <= TimeSpan.Zero)
            yield return ("for", "is more than 0 and at most 1h");
    }
}
