using System.Collections.Immutable;

namespace StreamBench.Conformance.Catalogue;

/// <summary>What a client may declare that it can do. A case that needs more than is declared is UNIMPLEMENTED, never failed.</summary>
public static class Capabilities
{
    /// <summary>Every capability, from the plainest on, with what it means.</summary>
    public static ImmutableSortedDictionary<string, string> All { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["parse"] = "turns the bytes of server-sent events into events",
            ["comments"] = "reports the comments of server-sent events too",
            ["stream"] = "follows a stream and tells errors from streams",
            ["resume"] = "reconnects with the cursor of the last event",
            ["state"] = "reports the canonical state",
            ["input"] = "sends messages, and knows when input is enabled",
            ["cancel"] = "cancels a turn",
            ["regenerate"] = "regenerates and continues a turn",
            ["tools"] = "shows tool calls",
            ["client-tools"] = "runs tools at its own side",
            ["approvals"] = "shows and decides approvals",
            ["agents"] = "tells agents, hand-offs and the coordination journal",
            ["snapshots"] = "takes a snapshot in place of its state",
            ["checksum"] = "compares checkpoints with its state",
            ["history"] = "fetches the history",
            ["auth-refresh"] = "asks for a fresh token after a 401",
            ["idle-timeout"] = "gives up a silent connection",
            ["pause-read"] = "can stop reading for a while",
            ["fanout"] = "runs twice at the same time",
            ["fallback"] = "falls back to another transport",
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
