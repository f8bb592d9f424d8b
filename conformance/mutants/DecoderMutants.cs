using System.Collections.Immutable;
using StreamBench.Mutants.Decoders;

namespace StreamBench.Mutants;

/// <summary>Every decoder of <c>conformance/mutants/decoders</c> as a client. To add one: its class there, and its line here.</summary>
public static class DecoderMutants
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<DecoderMutant> All { get; } =
    [
        new(
            "ajo",
            "ajo-takes-repeats",
            "shows what comes twice twice",
            () => new AjoTakesRepeats(),
            ["SEQ-001", "RES-010"]
        ),
        new(
            "ajo",
            "ajo-forgets-at-reconnect",
            "takes what is said again after a drop for news",
            () => new AjoForgetsAtReconnect(),
            ["RES-010"]
        ),
        new(
            "ajo",
            "ajo-forgets-approvals",
            "never shows that someone has to decide",
            () => new AjoForgetsApprovals(),
            ["APR-001"]
        ),
        new(
            "ajo",
            "ajo-closes-at-eof",
            "takes the end of a connection for the end of the message",
            () => new AjoClosesAtEof(),
            ["RES-006"]
        ),
        new(
            "convobase",
            "convobase-joins-calls",
            "takes every function call for a piece of the first one",
            () => new ConvobaseJoinsCalls(),
            ["TOL-004"]
        ),
        new(
            "convobase",
            "convobase-swallows-errors",
            "shows an error as the end of an answer",
            () => new ConvobaseSwallowsErrors(),
            ["TOL-006"]
        ),
        new(
            "convobase",
            "convobase-resumes-too-early",
            "comes back with the point before the last, and shows a token twice",
            () => new ConvobaseResumesTooEarly(),
            ["RES-001"]
        ),
        new(
            "convobase",
            "convobase-forgets-at-reconnect",
            "begins a new text with every connection",
            () => new ConvobaseForgetsAtReconnect(),
            ["RES-001"]
        ),
        new(
            "atmosphere",
            "atmosphere-takes-repeats",
            "shows what comes twice twice",
            () => new AtmosphereTakesRepeats(),
            ["SEQ-001"]
        ),
        new(
            "atmosphere",
            "atmosphere-pairs-the-newest",
            "gives a result to the newest open call of its tool",
            () => new AtmospherePairsTheNewest(),
            ["TOL-004"]
        ),
        new(
            "atmosphere",
            "atmosphere-keeps-its-session",
            "listens to the first prompt alone",
            () => new AtmosphereKeepsItsSession(),
            ["TRN-003"]
        ),
        new(
            "atmosphere",
            "atmosphere-ignores-repairs",
            "does not replace the text that it was told is wrong",
            () => new AtmosphereIgnoresRepairs(),
            ["ITM-003"]
        ),
        new(
            "atmosphere",
            "atmosphere-shows-runs-again",
            "shows once more what a run says when the client comes back to it",
            () => new AtmosphereShowsRunsAgain(),
            ["RES-006"]
        ),
    ];
}
