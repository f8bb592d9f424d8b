using StreamBench.Mutants;
using StreamBench.Transports.Client;

namespace StreamBench.Conformance.Sweeps;

/// <summary>A client that a sweep puts under test.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="About">One line: what is special about it.</param>
/// <param name="MustPass">True when it has to end in the right state after every cut.</param>
/// <param name="MustFail">True for the cuts that this client cannot survive, because of the bug planted in it.</param>
/// <param name="Plant">Puts the bug into the reference client's parts.</param>
public sealed record SweepClient(
    string Name,
    string About,
    bool MustPass,
    Func<SweepCut, bool> MustFail,
    Func<ChatClientParts, ChatClientParts> Plant
)
{
    /// <summary>The client that survives everything.</summary>
    public static SweepClient Reference { get; } =
        new("reference", "keeps the resume contract", MustPass: true, _ => false, parts => parts);

    /// <summary>The planted bug that 22 of 40 public client set-ups were found to have.</summary>
    public static SweepClient EofIsCompletion { get; } =
        new(
            "planted bug",
            "takes a clean end of stream for a finished answer",
            MustPass: false,
            cut => cut is { IsClean: true, InsideTurn: true },
            parts => parts with { Policy = new EofIsCompletion(parts.Policy) }
        );
}
