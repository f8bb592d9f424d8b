using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StreamBench.Conformance.Clients.Messages;

/// <summary>What came of a case: exactly one of an outcome, a skip, an error of the adapter, or (found by the harness) a breakdown.</summary>
public sealed record CaseAnswer
{
    /// <summary>The run it belongs to.</summary>
    public required string Run { get; init; }

    /// <summary><c>ok</c>, <c>gave_up</c>, <c>error</c> or <c>auth_required</c>; null when it did not come that far.</summary>
    [AllowedValues("ok", "gave_up", "error", "auth_required")]
    public string? Outcome { get; init; }

    /// <summary>Why, as a stable machine word such as <c>bad_content_type</c>; null when there is none.</summary>
    public string? Code { get; init; }

    /// <summary>The client's state: <c>content(state)</c> plus <c>cursor</c> and <c>inputEnabled</c>; ids may be its own; where events are observed, <c>{ lastEventId, retryMs, comments }</c>. See <see cref="ClientState"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [Described(typeof(ClientState))]
    public JsonElement State { get; init; }

    /// <summary>Numbers of its own that it wants to show. Recorded, never judged.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public JsonElement Stats { get; init; }

    /// <summary>True when the client does not want to run this case.</summary>
    public bool Skipped { get; init; }

    /// <summary>For a skip: why.</summary>
    public string? Message { get; init; }

    /// <summary>For a skip: where it is tracked.</summary>
    [JsonPropertyName("issue_url")]
    public string? IssueUrl { get; init; }

    /// <summary>
    /// What went wrong in the adapter itself, by its own account; null when nothing did. On the wire <c>"errored":true</c> stands beside it.
    /// </summary>
    [JsonPropertyName("context")]
    public AdapterError? Errored { get; init; }

    /// <summary>What the harness found instead of an answer; null when there was one.</summary>
    [JsonIgnore]
    public Breakdown? Breakdown { get; init; }

    /// <summary>What the client wrote to its error stream meanwhile, the last 64 KiB; of the reference client its connections. Empty when nothing.</summary>
    [JsonIgnore]
    public string Log { get; init; } = "";
}

/// <summary>An error of the adapter, by its own account.</summary>
/// <param name="Message">One sentence.</param>
/// <param name="Traceback">Where, or null.</param>
public sealed record AdapterError(string Message, string? Traceback = null);

/// <summary>What the harness found in place of an answer.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Detail">What, where (a JSON path for a bad message), and what to do.</param>
public sealed record Breakdown(BreakdownKind Kind, string Detail);

/// <summary>The ways in which a client fails to answer.</summary>
public enum BreakdownKind
{
    /// <summary>Its process ended.</summary>
    Crashed,

    /// <summary>It gave no answer by its deadline and the grace time after it.</summary>
    Hung,

    /// <summary>What it wrote breaks the plug-in protocol.</summary>
    Garbled,

    /// <summary>It wrote more than its bounds allow.</summary>
    Flooded,
}
