using System.Collections.Immutable;
using StreamBench.Conformance.Results;

namespace StreamBench.Reports.Json;

/// <summary>A whole result as one JSON document; its schema is conformance/schemas/results-1.json.</summary>
internal sealed record ResultDocument
{
    public int Format { get; init; } = 1;

    public required RunHeader Header { get; init; }

    public RunFooter? Footer { get; init; }

    public required ImmutableArray<string> Notes { get; init; }

    public required Summary Summary { get; init; }

    public required IEnumerable<CellDocument> Cells { get; init; }
}

/// <summary>A cell and its runs.</summary>
internal sealed record CellDocument
{
    public required string Path { get; init; }

    public required string Client { get; init; }

    public required Verdict Verdict { get; init; }

    public required Outcome Outcome { get; init; }

    public required int Passed { get; init; }

    public string? Strip { get; init; }

    public string? FirstFailing { get; init; }

    public required ImmutableArray<RunResult> Runs { get; init; }
}
