namespace StreamBench.Conformance.Planning;

/// <summary>A cell that is not run.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Why">What the client, or the dialect, lacks: <c>the client does not declare history</c>, <c>ajo has no snapshots</c>.</param>
public sealed record LeftOutCell(PlannedRun Cell, string Why);
