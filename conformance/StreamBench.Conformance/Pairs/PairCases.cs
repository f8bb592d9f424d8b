using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Running;
using StreamBench.FakeAgent.Scripts;

namespace StreamBench.Conformance.Pairs;

/// <summary>
/// The cases that a client and a server can be put through together: what disturbs them is the proxy alone, everybody knows beforehand what
/// is said, and only the state at the end is looked at.
/// </summary>
internal static class PairCases
{
    private static readonly string[] Judged = ["state", "ok"];

    /// <summary>Those of a book, each with nothing but its checks of the state.</summary>
    internal static CaseBook Of(CaseBook book) => book.Select(Fitted);

    private static Case? Fitted(Case one)
    {
        ImmutableArray<string> scripts = [.. one.Scripts.Where(PlaysByItself)];
        ImmutableArray<Variant> variants = [.. one.Variants.Where(variant => Fits(variant.Setup)).Select(OnlyState)];
        return scripts.IsEmpty || variants.IsEmpty || one.Sweep is { Over: not (SweepOver.Events or SweepOver.Seeds) }
            ? null
            : one with
            {
                Scripts = scripts,
                Variants = variants,
            };
    }

    private static Variant OnlyState(Variant variant) =>
        variant with
        {
            Setup = variant.Setup with
            {
                Checks = [.. variant.Setup.Checks.Where(check => Judged.Contains(check.Name, StringComparer.Ordinal))],
            },
        };

    private static bool Fits(Setup setup) =>
        setup is { Server: null, Serve: null, Steps.IsEmpty: true, Expect.From: ExpectedFrom.Journal }
        && setup.Conversation == new ConversationSetup()
        && setup.Clients.SequenceEqual([new ClientRole()])
        && setup.Stop is "turn_end" or "stream_end"
        && setup.Checks.Any(check => check is { Name: "state", Value: null });

    // Nobody is asked anything, and no turn waits for another message.
    private static bool PlaysByItself(string name) =>
        ShippedScripts.Find(name) is { Advance: ScriptAdvance.Auto } script
        && !ScriptFacts.Of(script).Types.Any(type => type is "approval.request");
}
