using StreamBench.FaultProxy.Rules.Faults;

namespace StreamBench.FaultProxy.Rules;

/// <summary>
/// Changes nothing, and notes in the log what one side of a WebSocket says in control frames (RFC 6455 §5.5): <c>pong p1</c>,
/// <c>ping p1</c>, <c>close 1002</c>.
/// </summary>
public sealed record NoteRule : FaultRule
{
    /// <summary>What its records are called (<see cref="FaultRecord.What"/>).</summary>
    public const string Word = "note";

    internal override string Do => Word;

    internal override bool ChangesEvents => false;

    internal override Fault CreateFault(FaultContext context) => new NoteFault(this, context);
}
