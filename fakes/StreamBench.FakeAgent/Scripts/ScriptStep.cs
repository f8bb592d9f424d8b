using System.Collections.Immutable;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Scripts;

/// <summary>One step of a compiled script.</summary>
public abstract record ScriptStep
{
    /// <summary>How long to wait after the step before, jitter included.</summary>
    public TimeSpan Delay { get; init; }
}

/// <summary>Says one event.</summary>
/// <param name="Event">
/// The event without its seq. A <see cref="Snapshot"/> or <see cref="Checkpoint"/> with an empty digest and a
/// <see cref="JournalLine"/> numbered 0, and a <see cref="ToolResult"/> without a result on a card of the journal, are blanks, which <see cref="Playing.EventStamper"/> fills.
/// </param>
public sealed record EmitStep(StreamEvent Event) : ScriptStep
{
    /// <summary>True when the event is only said: a <c>turn.close</c> does not end the turn in the script, so it may come again.</summary>
    public bool IsAside { get; init; }
}

/// <summary>Several lanes at the same time; goes on when all have ended.</summary>
/// <param name="Lanes">What each lane says.</param>
public sealed record ParallelStep(ImmutableArray<ImmutableArray<ScriptStep>> Lanes) : ScriptStep;

/// <summary>Asks for a decision and lets this lane, and no other, wait for it.</summary>
/// <param name="Request">The question, without its seq and its time of expiry.</param>
/// <param name="Answers">What follows each of <see cref="Decisions"/>; a decision that is not in it is refused.</param>
/// <param name="Expires">How long it waits before the decision is <c>expired</c>; null waits for ever.</param>
public sealed record ApprovalStep(
    ApprovalRequest Request,
    ImmutableDictionary<string, ImmutableArray<ScriptStep>> Answers,
    TimeSpan? Expires
) : ScriptStep;

/// <summary>Lets this lane wait until the client has sent the result of a tool that runs at its side.</summary>
/// <param name="Answer">The result that a client is expected to send, addressed to the waiting call.</param>
public sealed record ClientToolStep(ToolResult Answer) : ScriptStep;
