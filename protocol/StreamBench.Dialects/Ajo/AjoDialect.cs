using StreamBench.Dialects.Design;
using StreamBench.Dialects.Losses;
using StreamBench.Protocol.Events;

namespace StreamBench.Dialects.Ajo;

/// <summary>Ajo: numbered JSON messages, taken up again after the last id that the client applied.</summary>
public static class AjoDialect
{
    /// <summary>The dialect.</summary>
    public static Dialect Instance { get; } =
        new()
        {
            Name = "ajo",
            Title = "Ajo: numbered messages, tokens, tool calls, pending approvals",
            Recovery = RecoveryContract.ReplayAfterCursor,
            NewEncoder = () => new AjoEncoder(),
            NewDecoder = () => new AjoDecoder(),
            Endpoints = [new AjoEndpoint()],
            Traits = new(
                new Dictionary<Topic, Trait>
                {
                    [Topic.Sequence] = Trait.Yes("`id`, counts in the conversation and has holes"),
                    [Topic.Gap] = Trait.No("ids have holes anyway"),
                    [Topic.Duplicate] = Trait.Yes("an `id` that is not greater than the last one is dropped"),
                    [Topic.Order] = Trait.No("a late frame counts as a repeat, and is lost"),
                    [Topic.Digest] = Trait.No(),
                    [Topic.Place] = Trait.Yes("`last_event_id`"),
                    [Topic.Redelivery] = Trait.Yes("everything after `last_event_id`"),
                    [Topic.Turns] = Trait.Yes("`message_start`, `message_end`"),
                    [Topic.Completion] = Trait.Yes("`message_end`"),
                    [Topic.Tools] = Trait.Yes("`tool_call`, `tool_result`, joined by the call's id"),
                    [Topic.Approvals] = Trait.Yes("`pending_approval`, `resume_decisions`"),
                    [Topic.Agents] = Trait.No(),
                    [Topic.Snapshot] = Trait.No(),
                    [Topic.History] = Trait.No(),
                    [Topic.Cancel] = Trait.Yes("`cancel`"),
                    [Topic.Regenerate] = Trait.No(),
                    [Topic.ClientTools] = Trait.No(),
                    [Topic.MessageIds] = Trait.Yes("`client_message_id`"),
                    [Topic.Answers] = Trait.No("only a refusal is answered"),
                    [Topic.Errors] = Trait.No("an error has words only where it ends a message"),
                    [Topic.Delay] = Trait.No(),
                    [Topic.Heartbeat] = Trait.No("WebSocket pings, which no program sees"),
                }
            ),
            Losses =
            [
                KnownLosses.Places(),
                KnownLosses.UserMessages,
                KnownLosses.AgentNames,
                KnownLosses.SpawnedAgents,
                KnownLosses.Journal,
                KnownLosses.Superseded,
                KnownLosses.FinishReason,
                .. KnownLosses.NeitherTextNorTool,
                ToolFragments,
            ],
            Mappings =
            [
                new("turn.open", "`message_start` {message, resumes?}"),
                new("item.open (text)", "`token` with an empty text", "it holds the text's place among the calls"),
                new("text.append", "`token` {message, part, text, at?}", "`at` only where the event has an offset"),
                new("item.replace, item.close with a text", "`token` with `edit`: `replace`"),
                new("item.remove", "`token` with `edit`: `remove`"),
                new("item.open (tool)", "`tool_call` {call: {id, name, status: `pending`}}"),
                new("tool.args, tool.output", "nothing"),
                new(
                    "tool.call",
                    "`tool_call` with args, status `running`",
                    "status `error` where the arguments are no JSON"
                ),
                new("item.status (tool)", "`tool_call` with the new status"),
                new("tool.result", "`tool_result` {call, result, is_error?}"),
                new("approval.request", "`pending_approval` {approval, call?, prompt, options?, expires_at?}"),
                new("approval.decision", "`resume_decisions` {decisions: [{approval, decision, by?, edited_args?}]}"),
                new("turn.close", "`message_end` {message, status, error?}"),
                new("everything else", "nothing", "so ids have holes"),
            ],
            Notes = """
                Every frame begins with `id` and `type`. The id is the event's place in the journal and counts in a conversation, not in a
                connection. The published design names the types and leaves these open:

                - **Parts.** A message may hold several texts, and two agents may speak at once. A token names its text in `part`; a client
                  that does not care reads all tokens of a message as one text.
                - **Decisions** go into the stream too, so that every reader of a conversation comes to the same end.
                - **Statuses** of calls are `pending`, `running`, `success` and `error`; a rarer one of the protocol travels under its own name.
                - **Refusals.** A server that cannot do what a client asks answers `error` {code, message}, without an id.
                - **Resume.** A client says the last id that it applied; what follows is said again. The decoder drops an id that is not greater
                  than the last one, without a word: a repeat does no harm, a frame that comes late is lost, and a gap is not seen.
                - **The published reducer** (`event.id <= lastApplied`: ignore) is what the decoder does, and the conformance cases show what
                  comes of it. It survives exact repeats: `SEQ-001/transport:ws/dialect:ajo`, `RES-009/transport:ws/dialect:ajo` and
                  `RES-010/transport:ws/dialect:ajo` pass at every position. It loses what comes late,
                  `SEQ-004/transport:ws/dialect:ajo`, and what never comes, `SEQ-006/transport:ws/dialect:ajo`: these are
                  *undetectable*, since an id that is missing looks like one of the holes that ids have anyway.
                """,
        };

    private static Loss ToolFragments =>
        new(
            "tool fragments",
            "A call's arguments are told when they are whole, and its output not at all.",
            content =>
            {
                foreach (var tool in content.Items.Where(item => ContentDocument.Text(item, "kind") == ItemKind.Tool))
                {
                    tool.Remove("output");
                    if (tool.ContainsKey("argsText"))
                    {
                        tool["argsText"] = "";
                    }
                }
            }
        );
}
