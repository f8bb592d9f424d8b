using System.Collections.Immutable;
using StreamBench.Conformance.Baselines;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Running;

namespace StreamBench.Cli.Conforming;

/// <summary>What <c>streambench conform</c> was asked to do.</summary>
internal sealed record ConformSettings
{
    /// <summary>The client, as <c>--client</c> names it; null for the reference.</summary>
    internal string? Client { get; init; }

    /// <summary>What results call the client; null for what it calls itself.</summary>
    internal string? Name { get; init; }

    /// <summary>A file that lists several clients; null for one client.</summary>
    internal FileInfo? Roster { get; init; }

    /// <summary>The server, where one is under test; null for a client.</summary>
    internal ServerSettings? Server { get; init; }

    /// <summary>Whether client and server are tested together.</summary>
    internal bool IsPair { get; init; }

    /// <summary>What to run.</summary>
    internal required PlanOptions Plan { get; init; }

    /// <summary>How to run it.</summary>
    internal required RunnerOptions Runner { get; init; }

    /// <summary>Where results go.</summary>
    internal required DirectoryInfo Out { get; init; }

    /// <summary>The baseline; null for none.</summary>
    internal FileInfo? Baseline { get; init; }

    /// <summary>Whether to write the baseline anew from what was found.</summary>
    internal bool UpdatesBaseline { get; init; }

    /// <summary>Whether a missed SHOULD fails too.</summary>
    internal Strictness Strictness { get; init; }

    /// <summary>How often the whole plan is run.</summary>
    internal int Repeat { get; init; } = 1;

    /// <summary>Files to write besides <c>results.jsonl</c>, by presenter.</summary>
    internal ImmutableSortedDictionary<string, string> Reports { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The command line, for the results.</summary>
    internal ImmutableArray<string> Arguments { get; init; } = [];
}
