using StreamBench.FaultProxy.Rules.Faults;

namespace StreamBench.FaultProxy.Rules;

/// <summary>Sends events, or whole bodies where no position is given, in writes of a few bytes.</summary>
public sealed record SliceRule : FaultRule
{
    /// <summary>Bytes a write, 1 to 65536.</summary>
    public int Size { get; init; } = 1;

    /// <summary>The wait after each write; none unless given.</summary>
    public TimeSpan Pause { get; init; }

    internal override string Do => "slice";

    internal override bool ChangesEvents => false;

    internal override Fault CreateFault(FaultContext context) => new SliceFault(this, context);

    internal override IEnumerable<(string Field, string Problem)> Check()
    {
        if (Size is < 1 or > 65_536)
            yield return ("size", "is 1 to 65536");
        if (Pause > FaultLimits.LongestWait)
            yield return ("pause", "is at most 1h");
    }
}
