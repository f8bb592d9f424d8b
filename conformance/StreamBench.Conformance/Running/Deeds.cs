using System.Collections.Immutable;

namespace StreamBench.Conformance.Running;

/// <summary>What a step can do: a client's actions, and what the harness does to server, proxy and run.</summary>
public static class Deeds
{
    /// <summary>Actions that are sent to a client.</summary>
    public static ImmutableArray<string> OfClients { get; } =
    [
        "approve",
        "reject",
        "cancel",
        "regenerate",
        "send",
        "setToken",
        "resume",
        "pauseRead",
        "resumeRead",
        "fetchHistory",
        "toolResult",
        "dispose",
    ];

    /// <summary>What the harness does itself, with what it means.</summary>
    public static ImmutableSortedDictionary<string, string> OfHarness { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["join"] = "lets a client begin that has `joins: false`",
            ["release"] = "lets the script play on after `hold-after`; `after: n` holds it again later",
            ["restart"] =
                "the server crashes: a new epoch with low seqs, every connection cut; `drop-pending: true` loses approvals",
            ["evict"] = "the server forgets all but the last `keep` events",
            ["bye"] = "the server sends every reader away; `reason`",
            ["behave"] = "the server behaves as `behaviour` from now on",
            ["say"] =
                "the server says an `event` that is not in the script, with the next seq; a snapshot or checkpoint is filled in. Hold the play meanwhile",
            ["decide"] = "somebody else decides the first open approval: `decision`, `by`",
            ["submit"] = "somebody else says the next message: `text`",
            ["cancel-turn"] = "somebody else cancels the newest turn",
            ["proxy"] = "the proxy gets other `rules`",
            ["proxy-off"] = "nothing listens any more",
            ["proxy-on"] = "it listens again",
            ["wait"] = "nothing: for a step that only waits",
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
