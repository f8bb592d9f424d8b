using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;

namespace StreamBench.Conformance.Servers.Cases;

/// <summary>One thing that a server has to do. Its id never changes meaning and is never used again.</summary>
public sealed record ServerCase
{
    /// <summary>Its id, such as <c>SRV-003</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is about, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>What is done and why.</summary>
    public required string About { get; init; }

    /// <summary>How binding it is.</summary>
    public required Level Level { get; init; }

    /// <summary>Release in which it is due: 1, 2 or 3.</summary>
    public required int Phase { get; init; }

    /// <summary>The capabilities it needs, names of <see cref="Reaching.ServerCapabilities"/>.</summary>
    public required ImmutableArray<string> Needs { get; init; }

    /// <summary>The transports it runs on; one means: the first of these that the server has.</summary>
    public required ImmutableArray<string> Transports { get; init; }

    /// <summary>True when one transport is enough, because the case is not about the stream.</summary>
    public required bool OnOneTransport { get; init; }

    /// <summary>What a scripted agent plays in it. A server without scripts says what it likes.</summary>
    public required ImmutableArray<string> Scripts { get; init; }

    /// <summary>Whether it is run at every event of what is played, under the name <c>k</c>.</summary>
    public required bool IsSweep { get; init; }

    /// <summary>Most positions of a sweep; null for as many as the plan allows.</summary>
    public int? Samples { get; init; }

    /// <summary>Its permutations; empty for one without a name.</summary>
    public required ImmutableArray<ServerVariant> Variants { get; init; }

    /// <summary>Whether it disturbs the whole server, so that nothing else may run meanwhile.</summary>
    public required bool RunsAlone { get; init; }

    /// <summary>The rule it stands for: an id of <c>conformance/rules.yaml</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>What does it: a name in <see cref="Checks.ServerChecks"/>.</summary>
    public required string Check { get; init; }

    /// <summary>What it asserts, by the id that follows the case's in results.</summary>
    public required ImmutableArray<ServerAssertion> Asserts { get; init; }
}

/// <summary>One permutation of a case.</summary>
/// <param name="Name">Its name in paths.</param>
/// <param name="Needs">What it needs beyond the case.</param>
public sealed record ServerVariant(string Name, ImmutableArray<string> Needs);

/// <summary>One assertion of a case.</summary>
/// <param name="Id">Its id within the case.</param>
/// <param name="Level">How binding it is; the case's own unless it says otherwise.</param>
/// <param name="Says">What holds, in a few words.</param>
public sealed record ServerAssertion(string Id, Level Level, string Says);
