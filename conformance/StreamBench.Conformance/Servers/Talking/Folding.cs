using System.Collections.Immutable;
using StreamBench.Conformance.Results;
using StreamBench.Protocol.Equality;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.State;
using StreamBench.Transports.Client;

namespace StreamBench.Conformance.Servers.Talking;

/// <summary>Folds what was heard, and compares.</summary>
internal static class Folding
{
    /// <summary>The state after what was heard, on several streams one after the other.</summary>
    internal static Reducer Of(IEnumerable<Heard> heard)
    {
        var reducer = new Reducer();
        foreach (var one in heard)
        {
            if (one.Payload is Hello { Resume: ResumeMode.Snapshot or ResumeMode.Reset })
            {
                reducer.ExpectSnapshot();
            }
            else if (one.Event is { } happening)
            {
                reducer.Apply(happening);
            }
        }

        return reducer;
    }

    /// <summary>Where two states differ; empty when they are equal.</summary>
    internal static ImmutableArray<StateDifference> Differences(ConversationState expected, ConversationState actual) =>
        [
            .. StateDiff
                .Compare(expected, actual)
                .Select(d => new StateDifference(
                    d.Pointer,
                    Json(d.Expected),
                    Json(d.Actual),
                    d.LastTouched?.ToString()
                )),
        ];

    /// <summary>The state that an answer to a history request tells, as a reducer takes it in.</summary>
    internal static (Reducer Reducer, string? Problem) OfHistory(ChatReply history)
    {
        var reducer = new Reducer();
        var state = history.Body.Member("state");
        if (!history.IsSuccess || !state.IsPresent)
        {
            return (reducer, $"history was answered {Talk.Told(history)}, expected 200 with a state");
        }

        reducer.ExpectSnapshot();
        var digest = history.Text("digest");
        var outcome = reducer.Apply(
            new Snapshot
            {
                Seq = Math.Max(1, SeqOf(history) ?? 1),
                State = state,
                Digest = digest ?? "",
            }
        );
        return outcome.Own.IsApplied
            ? (reducer, null)
            : (reducer, $"the state in history and its digest ({digest ?? "none"}) do not fit: {outcome.Own}");
    }

    /// <summary>The seq that an answer to a history request names, or null.</summary>
    internal static long? SeqOf(ChatReply history) => history.Body.Number("seq");

    private static string? Json(System.Text.Json.JsonElement value) =>
        value.ValueKind == System.Text.Json.JsonValueKind.Undefined ? null : value.GetRawText();
}
