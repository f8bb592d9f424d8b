using System.Collections.Immutable;
using StreamBench.Dialects.Atmosphere.Runs;
using StreamBench.Dialects.Design;
using StreamBench.Dialects.Endpoints;

namespace StreamBench.Dialects.Atmosphere;

/// <summary>Atmosphere's streaming sessions: numbered frames in two shapes, a session a prompt.</summary>
/// <remarks>Source: Atmosphere 5.x (<c>StreamingSession</c>, <c>AiEvent</c>), atmosphere.js 5.0.45.</remarks>
public static class AtmosphereDialect
{
    private static readonly ImmutableArray<AtmosphereEndpoint> OnHttp =
    [
        new AtmosphereSocketEndpoint(),
        new AtmosphereEventStreamEndpoint(),
        new AtmosphereStreamingEndpoint(),
        new AtmosphereLongPollingEndpoint(),
    ];

    /// <summary>The dialect.</summary>
    public static Dialect Instance { get; } =
        new()
        {
            Name = "atmosphere",
            Title = "Atmosphere: AiEvent and streaming-session frames, a session a prompt",
            Recovery = RecoveryContract.UndeliveredCache,
            NewEncoder = () => new AtmosphereEncoder(),
            NewDecoder = () => new AtmosphereDecoder(),
            NewRunReplay = run => new RunReplay(run),
            Endpoints = [.. OnHttp, new AtmosphereGrpcEndpoint()],
            Shared = new SharedAddress(
                "/atmosphere/{c}",
                request => OnHttp.FirstOrDefault(one => one.Word == AtmosphereEndpoint.ParametersOf(request)?.Transport)
            ),
            Traits = new(
                new Dictionary<Topic, Trait>
                {
                    [Topic.Sequence] = Trait.Yes("`seq`, counts in a session, which is a prompt"),
                    [Topic.Gap] = Trait.No("nobody looks for one"),
                    [Topic.Duplicate] = Trait.Yes("a `seq` that is not greater than the last one is dropped"),
                    [Topic.Order] = Trait.No("a late frame counts as a repeat, and is lost"),
                    [Topic.Digest] = Trait.No(),
                    [Topic.Place] = Trait.No("the server keeps it, under a tracking id"),
                    [Topic.Redelivery] = Trait.No(
                        "what was written counts as read; of a run that is named, the text and the end are said again"
                    ),
                    [Topic.Turns] = Trait.Yes("`sessionId`"),
                    [Topic.Completion] = Trait.Yes("`complete` or `error`"),
                    [Topic.Tools] = Trait.Yes("`tool-start`, `tool-result`; no ids"),
                    [Topic.Approvals] = Trait.Yes("`approval-required`, and a text command"),
                    [Topic.Agents] = Trait.No("only a `handoff` says who speaks"),
                    [Topic.Snapshot] = Trait.No("`text-complete` for a text alone"),
                    [Topic.History] = Trait.No(),
                    [Topic.Cancel] = Trait.No(),
                    [Topic.Regenerate] = Trait.No(),
                    [Topic.ClientTools] = Trait.No(),
                    [Topic.MessageIds] = Trait.No("a prompt is plain text"),
                    [Topic.Answers] = Trait.No(),
                    [Topic.Errors] = Trait.No("a message without its code, and it ends the session"),
                    [Topic.Delay] = Trait.No(),
                    [Topic.Heartbeat] = Trait.Yes("`X`"),
                }
            ),
            Losses = AtmosphereLosses.All,
            Mappings =
            [
                new(
                    "`turn.open`",
                    "`metadata` with key `X-Atmosphere-Run-Id`",
                    "a new `sessionId`, made from the turn's id; the value is a new run's id, or that of the run of the turn that it resumes"
                ),
                new(
                    "`text.append`, `item.close` (text)",
                    "`streaming-text`",
                    "items that speak at once are told one after another; what waits is told when the one before is closed"
                ),
                new(
                    "`item.replace`, `item.remove`, `item.close` with its text (text)",
                    "`text-complete` with the whole text of the session",
                    "in a session that resumes another and has no text yet: the whole text of that one"
                ),
                new("`text.append` (reasoning)", "`reasoning-delta`", "`reasoning-complete` is read, not written"),
                new("`item.open` (tool), `tool.args`", "nothing"),
                new("`tool.call`", "`tool-start`", "with the whole arguments"),
                new(
                    "`tool.result`",
                    "`tool-result` or `tool-error`",
                    "no ids: a result waits until every older call of its tool has one"
                ),
                new("`tool.output`", "nothing"),
                new(
                    "`approval.request`",
                    "`approval-required`",
                    "`apr_` and 12 hex digits made from the approval's id"
                ),
                new("`approval.decision`", "nothing", "the client sends `/__approval/<id>/<verb>` as a prompt"),
                new(
                    "`item.open` (status)",
                    "`progress`; of an agent that has not the turn, `agent-step` \"thinking\"",
                    "a step of a fleet: `data` holds `agent` and `skill`"
                ),
                new(
                    "`item.status` (status)",
                    "`agent-step`",
                    "`data.status` holds the canonical status; pairs with the oldest open step of its agent"
                ),
                new(
                    "`item.open` (element)",
                    "`entity-start`, `entity-complete`",
                    "`structured-field` and `plan-update` are read, not written"
                ),
                new(
                    "`item.replace`, `element.patch` (element)",
                    "`entity-complete` with the whole value",
                    "pairs with the newest entity of its type"
                ),
                new(
                    "`item.open`, `item.replace` (data)",
                    "`metadata` with the item's id as key",
                    "`routing-decision`, `citation` and `content` are read as data items too"
                ),
                new("`handoff`", "`handoff`"),
                new(
                    "`turn.close` completed, cancelled, interrupted",
                    "`complete`",
                    "`data` holds the status unless it is completed"
                ),
                new("`turn.close` failed, timed_out", "`error`", "`data` holds the message, or `timed_out`"),
                new(
                    "`error`, `journal`, `agent.spawn`, `agent.finish`, `snapshot`, `checkpoint`",
                    "nothing",
                    "Atmosphere's `error` ends a session, so an error that ends nothing has no words"
                ),
            ],
            Notes = """
                A frame's `seq` counts from 1 in its session. What Atmosphere leaves open is settled so:

                - **Shapes.** Text, metadata and the end of a turn are written in the legacy shape (`type`), everything else as an AiEvent
                  (`event`, `data`). Both shapes of every event are read.
                - **One speaker at a time.** No frame says which text or which call it belongs to. A text waits until the texts before it are
                  closed, and a result waits until every older call of its tool has one. A call that is never answered keeps the results
                  behind it from being told.
                - **Repeats and gaps.** A `seq` that is not greater than the last one of its session is dropped without a word, as the official
                  client does. So a frame that comes late is lost, and a gap is not seen. Unlike that client, a new session is read too.
                - **Resume.** There is no cursor in the frames: the server keeps what it has not written, under the tracking id. It counts as
                  written once its write begins, so what is in flight at a cut is gone. The places of 1,000 clients a conversation are kept;
                  a poll of one more is refused with 503, since it would be told everything again and again.
                - **Runs.** A client that has heard of a run names it when it comes back (`X-Atmosphere-Run-Id`; a header of `SUBSCRIBE` over
                  gRPC). What has waited for it is said, and then, or before the run's end where that has waited too, the last 1,024 frames
                  of text and of ends of the run: in one message, a frame a line, with the run's id as `sessionId` and `seq` from 1. The
                  client takes the text if it is longer than what it has heard. It leaves it where the text was replaced meanwhile
                  (`text-complete` is not kept) and where 1,024 frames come, since some may have gone before. Tools, steps and elements that
                  were in flight stay lost. A run that nobody knows is passed over. The official client names its run in every poll: a poll is
                  answered at once by a run alone only if something was written since the run was last said. It leaves such messages unread.
                - **Falling back.** `/atmosphere/{c}` is all of WebSocket, SSE, streaming and long-polling, by `X-Atmosphere-Transport`: a client
                  whose first transport is refused tries its `fallbackTransport` there, as the official one does.
                - **Lengths.** With `X-Atmosphere-TrackMessageSize=true` every message has its length before it, the handshake too: the
                  official client looks for it there. On streaming and long-polling nothing else tells messages apart.
                - **Long-polling.** A poll needs a tracking id or asks for a handshake, which then is the whole answer. A poll that waited in
                  vain (25 s) is answered by nothing, also after the end of a conversation.
                - **Refusals.** 400 where the transport that a client names is not that of the address, where a poll has no id, and for a
                  tracking id of more than 64 characters; 501 for a framework older than 2.2.1 that wants a handshake.
                - **gRPC.** A conversation's topic is `/atmosphere/{c}`. A stream begins with `SUBSCRIBE` and has one topic. `Send` and what is
                  said on `Stream` are prompts; on `Stream` only what goes wrong is answered, by `ERROR`.
                - **A turn that resumes another** names that one's run. It may go on with the earlier text only as long as it has
                  said nothing of its own.
                """,
        };
}
