using StreamBench.Dialects.Design;

namespace StreamBench.Dialects.Streambench;

/// <summary>The native dialect: each event as it is, one JSON object. Loses nothing.</summary>
/// <remarks>Source: StreamBench protocol §6.</remarks>
public static class StreambenchDialect
{
    /// <summary>The dialect.</summary>
    public static Dialect Instance { get; } =
        new()
        {
            Name = "streambench",
            Title = "native: items, turns, updates, snapshots",
            Recovery = RecoveryContract.ReplayOrSnapshot,
            NewEncoder = () => new StreambenchEncoder(),
            NewDecoder = () => new StreambenchDecoder(),
            Traits = new(
                new Dictionary<Topic, Trait>
                {
                    [Topic.Sequence] = Trait.Yes("`seq`, counts in an epoch of the conversation"),
                    [Topic.Gap] = Trait.Yes("a jump of `seq`"),
                    [Topic.Duplicate] = Trait.Yes("a known `seq`"),
                    [Topic.Order] = Trait.Yes("by `seq`, in a buffer"),
                    [Topic.Digest] = Trait.Yes("`checkpoint`"),
                    [Topic.Place] = Trait.Yes("cursor `epoch:seq`, opaque to clients"),
                    [Topic.Redelivery] = Trait.Yes("everything after the cursor"),
                    [Topic.Turns] = Trait.Yes("`turn.open`, `turn.close`"),
                    [Topic.Completion] = Trait.Yes("`turn.close`, then `bye`"),
                    [Topic.Tools] = Trait.Yes("`tool.args`, `tool.call`, `tool.result`, joined by the item's id"),
                    [Topic.Approvals] = Trait.Yes("`approval.request`, `approval.decision`"),
                    [Topic.Agents] = Trait.Yes("`agent`, `handoff`, `agent.spawn`"),
                    [Topic.Snapshot] = Trait.Yes("`snapshot`"),
                    [Topic.History] = Trait.Yes("`GET` of the conversation"),
                    [Topic.Cancel] = Trait.Yes("a request that names its turn"),
                    [Topic.Regenerate] = Trait.Yes("a message that names the turn it replaces"),
                    [Topic.ClientTools] = Trait.Yes("a request that names the item"),
                    [Topic.MessageIds] = Trait.Yes("`clientMessageId`"),
                    [Topic.Answers] = Trait.Yes("HTTP, or messages on the socket"),
                    [Topic.Errors] = Trait.Yes("`error` with code and `retryable`"),
                    [Topic.Delay] = Trait.Yes("`retryMs`"),
                    [Topic.Heartbeat] = Trait.Yes("`heartbeat`, or an SSE comment"),
                }
            ),
            Losses = [],
            Mappings =
            [
                new("every event", "itself, as one JSON object, `type` first", "the cursor is `<epoch>:<seq>`"),
            ],
        };
}
