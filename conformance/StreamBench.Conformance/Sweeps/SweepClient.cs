using StreamBench.Conformance.Mutants;
using StreamBench.Transports.Client;

namespace StreamBench.Conformance.Sweeps;

/// <summary>A client that a sweep puts under test.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="About">One line: what is special about it.</param>
/// <param name="MustFail">True for the cuts that this client cannot survive, because of the bug planted in it.</param>
/// <param name="CreatePolicy">Makes the part that differs from client to client.</param>
public sealed record SweepClient(
    string Name,
    string About,
    Func<SweepCut, bool> MustFail,
    Func<ClientConfig, Random, IResumePolicy> CreatePolicy
)
{
    /// <summary>The client that survives everything.</summary>
    public static SweepClient Reference { get; } =
        new("reference", "keeps the resume contract", _ => false, (config, random) => new ResumePolicy(config, random));

    /// <summary>The planted bug that 22 of 40 public client set-ups were found to have.</summary>
    public static SweepClient EofIsTheAnswer { get; } =
        new(
            "planted bug",
            "takes a clean end of stream for a finished answer",
            cut => cut is { IsClean: true, InsideTurn: true },
            (config, random) => new EofIsTheAnswer(new ResumePolicy(config, random))
        );
}
