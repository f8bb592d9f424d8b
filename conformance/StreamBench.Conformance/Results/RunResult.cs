using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;

namespace StreamBench.Conformance.Results;

/// <summary>One run of one case: a line of <c>results.jsonl</c>. A sweep is many of them; a <see cref="Cell"/> sums them up.</summary>
public sealed record RunResult : ResultLine
{
    /// <summary>The permutation, such as <c>RES-001/transport:ws/dialect:streambench/script:S-TOOL/k:13</c>; its first part is the case.</summary>
    public required string Path { get; init; }

    /// <summary>Id of the case.</summary>
    public required string Case { get; init; }

    /// <summary>Title of the case.</summary>
    public required string Title { get; init; }

    /// <summary>How binding the case is.</summary>
    public required Level Level { get; init; }

    /// <summary>Release in which the case is due: 1, 2 or 3.</summary>
    public required int Phase { get; init; }

    /// <summary>Name of the client (or server) under test.</summary>
    public required string Client { get; init; }

    /// <summary>Name of the transport.</summary>
    public required string Transport { get; init; }

    /// <summary>Name of the dialect.</summary>
    public required string Dialect { get; init; }

    /// <summary>Where in a sweep this run stands (<c>k:13</c>), or null for a case without a sweep.</summary>
    public string? Position { get; init; }

    /// <summary>What disturbed the run, in words: <c>cut after event 23 by rst</c>; null when nothing did.</summary>
    public string? Fault { get; init; }

    /// <summary>The worst of the checks.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Whether that is as it should be.</summary>
    public Standing Standing { get; init; }

    /// <summary>Every check, in the order of the case.</summary>
    public required ImmutableArray<CheckResult> Checks { get; init; }

    /// <summary>Why, in one sentence, where there is no check to say it (skipped, unimplemented, harness); or null.</summary>
    public string? Reason { get; init; }

    /// <summary>What a baseline says of it: where it is tracked; or null.</summary>
    public string? Issue { get; init; }

    /// <summary>The entries of a baseline that speak of it; empty when none does, and for runs that say nothing of the client.</summary>
    public ImmutableArray<Listing> Listed { get; init; } = [];

    /// <summary>How often it was run: 1, or more after a failure.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>From the first byte to the client's answer, in milliseconds. Recorded, never judged.</summary>
    public double TookMs { get; init; }

    /// <summary>How often the client asked for the stream.</summary>
    public int Connections { get; init; }

    /// <summary>From the first fault to the first event after it, in milliseconds; null when there was no fault or no recovery.</summary>
    public double? RecoveryMs { get; init; }

    /// <summary>One line that repeats this run alone.</summary>
    public required string Repeat { get; init; }

    /// <summary>The recovery as the wire saw it: requests, faults and answers on one clock, a line each. Kept for runs that did not pass.</summary>
    public ImmutableArray<string> Trace { get; init; } = [];

    /// <summary>The file that holds the whole trace, as the user would open it; null when there is none.</summary>
    public string? TraceFile { get; init; }

    /// <summary>What the client wrote to its error stream; empty when nothing, or when the run passed.</summary>
    public string Log { get; init; } = "";
}

/// <summary>One check of a run.</summary>
public sealed record CheckResult
{
    /// <summary>Its id, such as <c>RES-007.cursor</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The column it belongs to.</summary>
    public required Axis Axis { get; init; }

    /// <summary>How binding it is.</summary>
    public required Level Level { get; init; }

    /// <summary>What was found.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The rule it checks: an id of <c>conformance/rules.yaml</c>; or null.</summary>
    public string? Rule { get; init; }

    /// <summary>What was expected and what was seen, in one sentence; null when it held.</summary>
    public string? Message { get; init; }

    /// <summary>Where the states differ; empty for other checks.</summary>
    public ImmutableArray<StateDifference> Differences { get; init; } = [];
}

/// <summary>One place where a client's state differs from the server's.</summary>
/// <param name="Pointer">JSON pointer into <c>content(state)</c>.</param>
/// <param name="Expected">The JSON that should stand there; null for nothing.</param>
/// <param name="Actual">The JSON that stands there; null for nothing.</param>
/// <param name="TouchedBy">The event that last changed the place, such as <c>event 24 (text.append)</c>; or null.</param>
public sealed record StateDifference(string Pointer, string? Expected, string? Actual, string? TouchedBy);
