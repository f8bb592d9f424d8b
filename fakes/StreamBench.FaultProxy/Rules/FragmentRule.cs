using StreamBench.FaultProxy.Rules.Faults;

namespace StreamBench.FaultProxy.Rules;

/// <summary>Sends a WebSocket message in fragments (RFC 6455 §5.4). Streams without messages pass as they are, and the log says so.</summary>
public sealed record FragmentRule : FaultRule
{
    /// <summary>Bytes of payload in each fragment, 1 to 65,535; 1 unless given.</summary>
    public int Size { get; init; } = 1;

    /// <summary>Whether a ping stands between two fragments, with a payload of its own each: <c>p1</c>, <c>p2</c> …</summary>
    public bool Ping { get; init; }

    internal override string Do => "fragment";

    internal override bool ChangesLength => true;

    internal override Fault CreateFault(FaultContext context) => new FragmentFault(this, context);

    internal override IEnumerable<(string Field, string Problem)> Check()
    {
        if (Size is < 1 or > ushort.MaxValue)
            yield return ("size", "is 1 to 65535");
    }
}
