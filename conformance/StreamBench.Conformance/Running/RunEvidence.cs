using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.FakeAgent.Telemetry;
using StreamBench.FaultProxy;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.State;

namespace StreamBench.Conformance.Running;

/// <summary>What a run left behind: all that a referee may look at.</summary>
public sealed record RunEvidence
{
    /// <summary>The clients that took part, in the order of the case.</summary>
    public required ImmutableArray<ClientEvidence> Clients { get; init; }

    /// <summary>What the server was asked, oldest first; times are when it answered.</summary>
    public required ImmutableArray<RequestRecord> Requests { get; init; }

    /// <summary>False where the harness does not see what the server is asked, so that no request means nothing.</summary>
    public bool SeesRequests { get; init; } = true;

    /// <summary>What the proxies did, oldest first.</summary>
    public required ImmutableArray<FaultRecord> Faults { get; init; }

    /// <summary>What the steps did, in order.</summary>
    public required ImmutableArray<StepRecord> Steps { get; init; }

    /// <summary>Everything the server has said.</summary>
    public required ImmutableArray<StreamEvent> Journal { get; init; }

    /// <summary>The state every client has to end in.</summary>
    public required ConversationState Expected { get; init; }

    /// <summary>Reads the seq from a cursor of this conversation; null for one that is none.</summary>
    public required Func<string, (int Epoch, long Seq)?> ReadCursor { get; init; }

    /// <summary>When each chunk of the case's own bytes went out; empty in most cases.</summary>
    public ImmutableArray<DateTimeOffset> Sent { get; init; } = [];

    /// <summary>Streams that were still open after the run.</summary>
    public required int OpenStreams { get; init; }

    /// <summary>When the run began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the last client had answered.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>What the templates of the case stood for.</summary>
    public required ImmutableSortedDictionary<string, long> Values { get; init; }

    /// <summary>How many turns must have ended for a client to be right in saying ok; 0 where that is not the question.</summary>
    public int AwaitedTurns { get; init; }

    /// <summary>How a script's play, a step or the set-up failed; null when nothing did. It blames nobody but the harness.</summary>
    public string? HarnessError { get; init; }
}

/// <summary>One client of a run.</summary>
/// <param name="Role">Its role in the case.</param>
/// <param name="Order">What it was asked.</param>
/// <param name="Answer">What it answered.</param>
/// <param name="Notes">What it told on the way.</param>
public sealed record ClientEvidence(
    ClientRole Role,
    CaseOrder Order,
    CaseAnswer Answer,
    ImmutableArray<(DateTimeOffset At, ClientNote Note)> Notes
);

/// <summary>One step that was done.</summary>
/// <param name="Step">The step.</param>
/// <param name="At">When it was begun.</param>
/// <param name="Answers">What the client answered, once for each time; empty for the harness's own deeds.</param>
/// <param name="OpenStreams">How many streams were open when it was begun.</param>
public sealed record StepRecord(
    Step Step,
    DateTimeOffset At,
    ImmutableArray<ActionAnswer> Answers,
    int OpenStreams = 0
);
