using System.Text.Json;
using System.Text.Json.Nodes;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Results;
using StreamBench.Dialects.Design;
using StreamBench.Protocol.Json;

namespace StreamBench.Conformance.Judging;

/// <summary>Checks of what a client tells its user or its host on the way.</summary>
internal static class TellingChecks
{
    internal static Check Text { get; } =
        new(
            "told-text",
            Axis.State,
            "some state told on the way holds this in a text",
            context =>
            {
                var wanted = context.Value!.GetValue<string>();
                var states = context.Evidence.Clients[0].Notes.Select(told => told.Note).OfType<StateNote>().ToList();
                return states.Count == 0
                    ? Finding.Void("the client tells no states on the way")
                    : Finding.Of(
                        states.Exists(note =>
                            Texts(note.State).Any(text => text.Contains(wanted, StringComparison.Ordinal))
                        ),
                        $"none of the {states.Count} states told holds \"{wanted}\""
                    );
            }
        )
        {
            Capability = "state",
        };

    internal static Check Tokens { get; } =
        new(
            "token-asked",
            Axis.Recovery,
            "the client asks for a fresh token so many times",
            context =>
            {
                var seen = context.Evidence.Clients[0].Notes.Count(told => told.Note is TokenNote);
                return Finding.Of(seen == context.Number, $"it asked {seen} times, not {context.Number}");
            }
        );

    internal static Check Errors { get; } =
        new(
            "errors",
            Axis.State,
            "the errors still shown to the user at the end have these codes, each once (state: errors)",
            context =>
            {
                var wanted = ((JsonArray)context.Value!).Select(code => code!.GetValue<string>()).ToList();
                var state = context.Evidence.Clients[0].Answer.State;
                if (state.Member("errors").ValueKind != JsonValueKind.Array)
                {
                    return Finding.Void("the client does not report what it shows");
                }

                var seen = state.Items("errors").Select(code => code.ToString()).ToList();
                return Finding.Of(
                    seen.SequenceEqual(wanted, StringComparer.Ordinal),
                    $"it shows [{string.Join(", ", seen)}], not [{string.Join(", ", wanted)}]"
                );
            }
        )
        {
            Role = CheckRole.Result,
            Asks = Topic.Errors,
            IsSubject = true,
        };

    private static IEnumerable<string> Texts(JsonElement state) =>
        state.Items("items").Select(item => item.Text("text")).OfType<string>();
}
