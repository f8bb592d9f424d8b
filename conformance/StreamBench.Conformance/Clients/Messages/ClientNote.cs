using System.Text.Json;

namespace StreamBench.Conformance.Clients.Messages;

/// <summary>What a client tells in the middle of a run, when it was asked to <see cref="CaseOrder.Observe"/>.</summary>
/// <param name="Run">The run it belongs to.</param>
public abstract record ClientNote(string Run);

/// <summary>The state after an event. Told when <c>states</c> is observed.</summary>
/// <param name="Run">The run.</param>
/// <param name="Cursor">The cursor of the last event applied, or null.</param>
/// <param name="State">As in <see cref="CaseAnswer.State"/>.</param>
public sealed record StateNote(string Run, string? Cursor, [property: Described(typeof(ClientState))] JsonElement State)
    : ClientNote(Run);

/// <summary>A parsed server-sent event. Told when <c>events</c> is observed.</summary>
/// <param name="Run">The run.</param>
/// <param name="Type">Its type; <c>message</c> when the stream named none.</param>
/// <param name="Data">Its data.</param>
/// <param name="LastEventId">The last event id after it.</param>
public sealed record EventNote(string Run, string Type, string Data, string LastEventId) : ClientNote(Run);

/// <summary>A change of the connection: <c>connecting</c>, <c>open</c>, <c>reconnecting</c>, <c>closed</c>.</summary>
/// <param name="Run">The run.</param>
/// <param name="Status">The new status.</param>
public sealed record StatusNote(string Run, string Status) : ClientNote(Run);

/// <summary>The client asks for a fresh token; the answer is the action <c>setToken</c>.</summary>
/// <param name="Run">The run.</param>
public sealed record TokenNote(string Run) : ClientNote(Run);
