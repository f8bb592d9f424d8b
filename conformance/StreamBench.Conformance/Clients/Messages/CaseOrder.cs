using System.Collections.Immutable;

namespace StreamBench.Conformance.Clients.Messages;

/// <summary>One case for a client: where to connect, what to send, how patient to be and when to stop. Never what is expected.</summary>
public sealed record CaseOrder
{
    /// <summary>Names the run in every message about it; opaque.</summary>
    public required string Run { get; init; }

    /// <summary>Id of the case, for logs.</summary>
    public required string Case { get; init; }

    /// <summary>Base address of the server, without a slash at the end.</summary>
    public required string Url { get; init; }

    /// <summary>The transport to use.</summary>
    public required string Transport { get; init; }

    /// <summary>The wire dialect to speak.</summary>
    public required string Dialect { get; init; }

    /// <summary>Id of the conversation.</summary>
    public required string Conversation { get; init; }

    /// <summary>The message to send first, once; null to listen only.</summary>
    public CaseMessage? Message { get; init; }

    /// <summary>How patient to be.</summary>
    public required CaseConfig Config { get; init; }

    /// <summary>What to tell on the way: <c>final</c> (nothing), <c>states</c>, <c>events</c>, <c>status</c>.</summary>
    public ImmutableArray<string> Observe { get; init; } = ["final"];

    /// <summary>When to stop.</summary>
    public required StopRule Stop { get; init; }

    /// <summary>
    /// Only for a client that is reached over HTTP: the address under which it may POST its notes and its answer, numbered
    /// <c>/1</c>, <c>/2</c> …; null for every other client.
    /// </summary>
    public string? Callback { get; init; }
}

/// <summary>A message of the user.</summary>
/// <param name="Text">What the user says.</param>
/// <param name="ClientMessageId">The id that makes a repetition harmless.</param>
public sealed record CaseMessage(string Text, string ClientMessageId);

/// <summary>How patient a client is to be. All times in milliseconds.</summary>
public sealed record CaseConfig
{
    /// <summary>First wait before a reconnect.</summary>
    public int InitialRetryMs { get; init; } = 20;

    /// <summary>Longest wait that the client chooses by itself.</summary>
    public int MaxRetryMs { get; init; } = 200;

    /// <summary>Longest silence on an open stream before it is given up.</summary>
    public int IdleTimeoutMs { get; init; } = 600;

    /// <summary>Longest time in which an open turn makes no progress before the client closes it as timed out.</summary>
    public int TurnTimeoutMs { get; init; } = 800;

    /// <summary>Longest wait for the head of an answer.</summary>
    public int ConnectTimeoutMs { get; init; } = 1_000;

    /// <summary>Largest event to accept, in bytes.</summary>
    public int MaxEventBytes { get; init; } = 1 << 20;

    /// <summary>Headers of every request, such as <c>authorization</c>.</summary>
    public ImmutableSortedDictionary<string, string> Headers { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;
}

/// <summary>When a run ends.</summary>
/// <param name="When">
/// <c>turn_end</c>: no turn is open, and at least one was; <c>stream_end</c>: the server says that all is done (<c>bye{done}</c>, 204), or the
/// client gives up; <c>dispose</c>: the harness sends the action <c>dispose</c>.
/// </param>
/// <param name="DeadlineMs">A watchdog: by then the client answers with what it has.</param>
/// <param name="Turns">For <c>turn_end</c>: how many turns have to have ended. Default 1.</param>
public sealed record StopRule(string When, int DeadlineMs, int Turns = 1);
