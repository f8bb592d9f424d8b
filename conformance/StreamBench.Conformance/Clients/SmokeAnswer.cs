using System.Text.Json;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Judging;
using StreamBench.Protocol.Json;

namespace StreamBench.Conformance.Clients;

/// <summary>Says what an adapter's answer lacks.</summary>
internal static class SmokeAnswer
{
    /// <summary>Why there is no proper answer, or null.</summary>
    internal static string? Trouble(CaseAnswer answer) =>
        answer switch
        {
            { Breakdown: { } breakdown } => breakdown.Detail,
            { Errored: { } error } => $"the adapter failed: {error.Message}",
            { Skipped: true } => $"the case was skipped: {answer.Message}",
            _ => null,
        };

    /// <summary>What is missing in the state after a plain turn, or null.</summary>
    internal static string? StateTrouble(JsonElement state, string text)
    {
        if (state.ValueKind != JsonValueKind.Object)
        {
            return "the answer has no state, although the capability \"state\" is declared";
        }

        state = ReportedJson.Readable(state);
        if (!state.Items("turns").Any())
        {
            return "the state has no turns; report each turn with its id and status";
        }

        if (!state.Items("items").Any())
        {
            return "the state has no items; report the user's message and each text in the order in which they are shown";
        }

        if (!state.Items("items").Select(item => item.Text("text")).Contains(text, StringComparer.Ordinal))
        {
            return $"no item of the state has the text that was streamed, \"{text}\"; read UTF-8 and join the fragments";
        }

        return state.Member("inputEnabled").ValueKind switch
        {
            JsonValueKind.Undefined => "the state has no inputEnabled; say whether no turn is open",
            JsonValueKind.True => null,
            _ => "inputEnabled is false although the turn has closed",
        };
    }
}
