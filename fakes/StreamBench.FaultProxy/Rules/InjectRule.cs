using System.Collections.Immutable;
using StreamBench.FaultProxy.Rules.Faults;

namespace StreamBench.FaultProxy.Rules;

/// <summary>
/// Writes bytes of its own behind an event: comments, blank lines, blocks and lines of any form, and, between the messages of a
/// WebSocket, frames as they are, be they allowed or not. At index 0 they come before the first event.
/// </summary>
public sealed record InjectRule : FaultRule
{
    /// <summary>The most bytes of one rule.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>The bytes, 1 to 65,536. Chunks and DATA frames are made around them; a WebSocket frame is written with its header.</summary>
    public ImmutableArray<byte> Bytes { get; init; } = [];

    internal override string Do => "inject";

    internal override bool ChangesLength => true;

    internal override bool ChangesEvents => false;

    internal override bool NeedsPosition => true;

    internal override Fault CreateFault(FaultContext context) => new InjectFault(this, context);

    internal override IEnumerable<(string Field, string Problem)> Check()
    {
        if (Bytes.IsEmpty)
            yield return ("bytes", "is missing: say what to write, as text or as hex:");
        if (Bytes.Length > MaxBytes)
            yield return ("bytes", $"has {Bytes.Length} bytes, and {MaxBytes} is the most");
    }
}
