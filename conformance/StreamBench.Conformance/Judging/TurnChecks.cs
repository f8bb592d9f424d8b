using System.Text.Json;
using System.Text.Json.Nodes;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Running;
using StreamBench.Dialects.Design;
using StreamBench.Protocol.Json;

namespace StreamBench.Conformance.Judging;

/// <summary>Checks of turns, and of the input that follows them.</summary>
internal static class TurnChecks
{
    internal static Check Statuses { get; } =
        new(
            "turn-statuses",
            Axis.State,
            "the turns of every client ended with these statuses, in order of their opening",
            context =>
            {
                var wanted = ((JsonArray)context.Value!).Select(status => status!.GetValue<string>()).ToList();
                foreach (var client in context.Evidence.Clients)
                {
                    var seen = StatusesOf(client.Answer.State);
                    if (!seen.SequenceEqual(wanted, StringComparer.Ordinal))
                    {
                        return Finding.Missed(
                            $"the turns ended as {string.Join(", ", seen)}, not {string.Join(", ", wanted)}"
                        );
                    }
                }

                return Finding.Held;
            }
        )
        {
            Capability = "state",
            Role = CheckRole.Result,
        };

    internal static Check InputFollows { get; } =
        new(
            "input-follows",
            Axis.State,
            "in each state told on the way input is enabled exactly when the undisturbed log at its cursor has no open turn",
            context =>
            {
                var judged = 0;
                foreach (var note in context.Evidence.Clients[0].Notes.Select(told => told.Note).OfType<StateNote>())
                {
                    if (
                        note.Cursor is null
                        || context.Evidence.ReadCursor(note.Cursor) is not { } at
                        || InputOf(note.State) is not { } seen
                    )
                    {
                        continue;
                    }

                    judged++;
                    var expected = ExpectedState.Fold(
                        context.Evidence.Journal.Where(e => e.Epoch < at.Epoch || e.Seq <= at.Seq)
                    );
                    if (expected.InputEnabled != seen)
                    {
                        return Finding.Missed(
                            $"at event {at.Seq} input is {(seen ? "enabled" : "disabled")}, and should not be"
                        );
                    }
                }

                return judged > 0 ? Finding.Held : Finding.Void("the client tells no states with input on the way");
            }
        )
        {
            Role = CheckRole.Result,
            Asks = Topic.Place,
        };

    private static List<string> StatusesOf(JsonElement state) =>
        [.. state.Items("turns").Select(turn => turn.Text("status") ?? "none")];

    private static bool? InputOf(JsonElement state) =>
        state.Member("inputEnabled").ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };
}
