using System.Collections.Immutable;
using StreamBench.FaultProxy.Rules.Faults;

namespace StreamBench.FaultProxy.Rules;

/// <summary>
/// Changes bytes of an event: each <see cref="Find"/>, or those at <see cref="Offset"/>. An SSE event is altered as it stands on the wire,
/// field names and all; a WebSocket message in its payload, and framed anew.
/// </summary>
public sealed record AlterRule : FaultRule
{
    /// <summary>The bytes to look for; none to write at <see cref="Offset"/>.</summary>
    public ImmutableArray<byte> Find { get; init; } = [];

    /// <summary>The bytes in their place; may be fewer or none.</summary>
    public ImmutableArray<byte> With { get; init; } = [];

    /// <summary>Where in the event to write over its bytes, from 0; those past its end are left out.</summary>
    public int? Offset { get; init; }

    internal override string Do => "alter";

    internal override bool ChangesLength => true;

    internal override bool NeedsPosition => true;

    internal override Fault CreateFault(FaultContext context) => new AlterFault(this, context);

    internal override IEnumerable<(string Field, string Problem)> Check()
    {
        if (Find.IsEmpty == Offset is null)
            yield return ("find", "is missing: say find (the bytes to replace) or offset (where to write), and with");
        if (Offset < 0)
            yield return ("offset", "is 0 or more");
    }
}
