using System.Collections.Immutable;
using System.Text.Json;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Results;
using StreamBench.Dialects.Design;
using StreamBench.Dialects.Losses;
using StreamBench.Protocol.Equality;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.State;

namespace StreamBench.Conformance.Judging;

/// <summary>Checks of the state a client ends in, and of those on the way.</summary>
internal static class StateChecks
{
    internal static Check Final { get; } =
        new(
            "state",
            Axis.State,
            "every client ends in the server's state; or only the client of this name, when another one leaves early",
            context =>
            {
                var only = (string?)context.Value;
                foreach (var client in context.Evidence.Clients.Where(c => only is null || c.Role.Name == only))
                {
                    if (Compare(context, context.Evidence.Expected, client.Answer.State) is { Count: > 0 } differences)
                    {
                        var who = context.Evidence.Clients.Length > 1 ? $" of client {client.Role.Name}" : "";
                        return Finding.Missed($"final state{who} differs at {Place(differences[0])}") with
                        {
                            Differences = differences,
                        };
                    }
                }

                return Finding.Held;
            }
        )
        {
            Capability = "state",
            Role = CheckRole.Result,
        };

    internal static Check AtEachCursor { get; } =
        new(
            "state-at-each-cursor",
            Axis.State,
            "each state told on the way is that of the undisturbed log at its cursor; with a number: from that event on",
            context =>
            {
                var notes = Notes(context).SelectMany(told => told).ToList();
                var first = context.Value is null ? 0 : context.Number;
                var placed =
                    from note in notes
                    let at = note.Cursor is { } cursor ? context.Evidence.ReadCursor(cursor) : null
                    where at is not null && at.Value.Seq >= first
                    orderby at.Value.Epoch, at.Value.Seq
                    select (note.State, At: at.Value);
                var expected = new FoldedJournal(context.Evidence.Journal);
                foreach (var (state, at) in placed)
                {
                    if (Compare(context, expected.UpTo(at), state) is { Count: > 0 } differences)
                    {
                        return Finding.Missed($"the state at event {at.Seq} differs at {Place(differences[0])}") with
                        {
                            Differences = differences,
                        };
                    }
                }

                return notes.Count > 0 ? Finding.Held : Finding.Void("the client tells no states on the way");
            }
        )
        {
            Capability = "state",
            Role = CheckRole.Result,
            Asks = Topic.Place,
        };

    internal static Check NeverBack { get; } =
        new(
            "never-back",
            Axis.State,
            "no state told on the way holds less than one before",
            context =>
            {
                var notes = Notes(context);
                foreach (var told in notes)
                {
                    var sizes = told.Select(note => TextLength(note.State)).ToList();
                    for (var i = 1; i < sizes.Count; i++)
                    {
                        if (sizes[i] < sizes[i - 1])
                        {
                            return Finding.Missed($"the text went back from {sizes[i - 1]} to {sizes[i]} characters");
                        }
                    }
                }

                return notes.Any(told => told.Length > 0)
                    ? Finding.Held
                    : Finding.Void("the client tells no states on the way");
            }
        )
        {
            Capability = "state",
            Role = CheckRole.Result,
        };

    internal static Check InputEnabled { get; } =
        new(
            "input",
            Axis.State,
            "input is enabled at the end (true) or not (false)",
            context =>
            {
                var wanted = context.Value!.ToJsonString();
                var word = wanted == "true" ? JsonValueKind.True : JsonValueKind.False;
                foreach (var client in context.Evidence.Clients)
                {
                    var said = client.Answer.State.Member("inputEnabled");
                    if (!said.IsPresent && !context.Declares("input"))
                    {
                        return Finding.Undeclared("input");
                    }

                    if (said.ValueKind != word)
                    {
                        return Finding.Missed($"inputEnabled is {Shown(said)} at the end, not {wanted}");
                    }
                }

                return Finding.Held;
            }
        )
        {
            Role = CheckRole.Result,
        };

    /// <summary>Where a reported state differs from the expected one, as far as the dialect tells it.</summary>
    internal static ImmutableList<StateDifference> Compare(
        CheckContext context,
        ConversationState expected,
        JsonElement reported
    )
    {
        var dialect = context.Run.Spoken;
        var isWhole = dialect.Losses.IsEmpty;
        var right = isWhole ? StateContent.ToJson(expected) : dialect.Project(ContentDocument.Of(expected)).ToJson();
        var content = ClientState.Content(StateMask.Complete(reported, right, context.Client));
        return content.IsPresent
            ?
            [
                .. StateDiff
                    .Compare(right, content, isWhole ? expected : null)
                    .Select(d => new StateDifference(
                        d.Pointer,
                        Json(d.Expected),
                        Json(d.Actual),
                        d.LastTouched?.ToString()
                    )),
            ]
            : [new StateDifference("", "an object", Shown(reported), null)];
    }

    private static string Place(StateDifference difference) =>
        difference.Pointer.Length == 0 ? "its root" : difference.Pointer;

    // For each client what it told.
    private static ImmutableArray<ImmutableArray<StateNote>> Notes(CheckContext context) =>
        [
            .. context.Evidence.Clients.Select(client =>
                client.Notes.Select(told => told.Note).OfType<StateNote>().ToImmutableArray()
            ),
        ];

    private static int TextLength(JsonElement state) =>
        state.Items("items").Sum(item => item.Text("text")?.Length ?? 0);

    private static string? Json(JsonElement value) => value.IsPresent ? value.GetRawText() : null;

    private static string Shown(JsonElement value) => value.IsPresent ? Clip.Middle(value.GetRawText(), 60) : "missing";
}
