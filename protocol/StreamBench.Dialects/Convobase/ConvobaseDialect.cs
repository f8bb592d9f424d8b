using System.Text.Json.Nodes;
using StreamBench.Dialects.Design;
using StreamBench.Dialects.Losses;
using StreamBench.Protocol.Events;

namespace StreamBench.Dialects.Convobase;

/// <summary>Convobase: tokens, one-shot function calls, an error or a done at the end of a turn.</summary>
public static class ConvobaseDialect
{
    /// <summary>The dialect as it is with ids.</summary>
    public static Dialect Instance { get; } =
        new()
        {
            Name = "convobase",
            Title = "Convobase: tokens, one-shot function calls, error or done",
            Recovery = RecoveryContract.ReplayAfterCursor,
            NewEncoder = () => new ConvobaseEncoder(),
            NewDecoder = () => new ConvobaseDecoder(),
            Endpoints = [new ConvobaseEndpoint()],
            Traits = new(
                new Dictionary<Topic, Trait>
                {
                    [Topic.Sequence] = Trait.Yes("SSE `id`, which may be left out"),
                    [Topic.Gap] = Trait.No("ids have holes anyway"),
                    [Topic.Duplicate] = Trait.No("a text that comes twice is shown twice"),
                    [Topic.Order] = Trait.No(),
                    [Topic.Digest] = Trait.No(),
                    [Topic.Place] = Trait.Yes("`Last-Event-ID`"),
                    [Topic.Redelivery] = Trait.Yes("everything after `Last-Event-ID`"),
                    [Topic.Turns] = Trait.Yes("`done` or `error`; a turn opens with its first frame"),
                    [Topic.Completion] = Trait.Yes("`done` or `error`"),
                    [Topic.Tools] = Trait.Yes("`function_call`, whole; no result"),
                    [Topic.Approvals] = Trait.No(),
                    [Topic.Agents] = Trait.No(),
                    [Topic.Snapshot] = Trait.No(),
                    [Topic.History] = Trait.No(),
                    [Topic.Cancel] = Trait.No(),
                    [Topic.Regenerate] = Trait.No(),
                    [Topic.ClientTools] = Trait.No(),
                    [Topic.MessageIds] = Trait.Yes("`message_id`"),
                    [Topic.Answers] = Trait.No("the stream is the answer"),
                    [Topic.Errors] = Trait.No("an error has words only where it ends a turn"),
                    [Topic.Delay] = Trait.No(),
                    [Topic.Heartbeat] = Trait.Yes("SSE comment"),
                }
            ),
            Losses =
            [
                KnownLosses.Places(at => Math.Max(at.Opened, at.Called)),
                KnownLosses.UserMessages,
                KnownLosses.AgentNames,
                KnownLosses.SpawnedAgents,
                KnownLosses.Journal,
                KnownLosses.Superseded,
                KnownLosses.FinishReason,
                KnownLosses.Approvals,
                .. KnownLosses.NeitherTextNorTool,
                KnownLosses.OfTools("result", "What a function answered is not told."),
                CallFates,
            ],
            Mappings =
            [
                new("turn.open", "nothing", "a turn opens with the first frame that speaks in it"),
                new("item.open (text)", "`token` with an empty content", "it holds the text's place among the calls"),
                new("text.append", "`token` {content, metadata?}"),
                new("item.replace, item.close with a text", "`token` with metadata `edit`: `replace`"),
                new("item.remove (text)", "`token` with metadata `edit`: `remove`"),
                new("item.open (tool), tool.args, tool.output", "nothing"),
                new("tool.call", "`function_call` {name, args}", "nothing where the arguments are no JSON"),
                new("tool.result, item.status", "nothing"),
                new("approval.request, approval.decision", "nothing"),
                new("turn.close failed", "`error` {error?: {code, message?, retryable}}", "no `done` follows"),
                new("turn.close otherwise", "`done`", "metadata `status` where it is not `completed`"),
                new("everything else", "nothing"),
            ],
            Notes = """
                The published sample, its code and its text contradict each other. Here it is settled like this:

                - **Blank lines.** Each payload is an event of its own. The sample's `data:` lines without a blank line between them are, by the
                  standard of server-sent events, one event that nobody can parse.
                - **Ids.** With ids each event has its place in the journal as SSE `id:`, and what follows `Last-Event-ID` is said again. An
                  endpoint may switch them off (`ids=off`). Then nothing can be taken up: the contract of recovery is "none", and a client that
                  connects again starts the turn anew.
                - **Whose token.** `metadata` names the `turn` and the `text` only where they are others than before; with it `resumes` (a turn
                  that goes on with an earlier one), `at` (an offset, where the event has one) and `edit`. A frame without it goes on where the
                  last one ended; the first of all opens a turn and a text.
                - **Function calls** are written as `{name, args}`, whole. `{function: {name, arguments}}` is read too, with arguments as a value
                  or as text; a fragment of arguments is refused.
                - **Repeats.** Nothing tells a frame that comes twice from a new one: its text is shown twice.
                - **A `done` with no turn open** means nothing.
                """,
        };

    // A call is told once and never spoken of again: it runs until its turn ends.
    private static Loss CallFates =>
        new(
            "what became of calls",
            "A call is told when its arguments are whole; its output and how it ended are not, nor a call that never got so far.",
            content =>
            {
                content.Items.RemoveAll(item => IsTool(item) && !item.ContainsKey("args"));
                var open = content
                    .Turns.Where(turn => ContentDocument.Text(turn, "status") == TurnStatus.Open)
                    .Select(turn => ContentDocument.Text(turn, "id"))
                    .ToHashSet(StringComparer.Ordinal);
                foreach (var tool in content.Items.Where(IsTool))
                {
                    tool.Remove("output");
                    tool["status"] = open.Contains(ContentDocument.Text(tool, "turn"))
                        ? ItemStatus.Running
                        : ItemStatus.Interrupted;
                }
            }
        );

    private static bool IsTool(JsonObject item) => ContentDocument.Text(item, "kind") == ItemKind.Tool;
}
