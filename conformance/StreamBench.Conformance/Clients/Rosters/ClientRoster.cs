using System.Collections.Immutable;

namespace StreamBench.Conformance.Clients.Rosters;

/// <summary>Several clients that are tested with the same cases, one after the other.</summary>
/// <param name="Entries">The clients, in the order of the file. Never empty; no name comes twice.</param>
public sealed record ClientRoster(ImmutableArray<RosterEntry> Entries);

/// <summary>One client of a roster.</summary>
/// <param name="Name">What results call it, and the folder of its own results: letters, digits, <c>. _ -</c>.</param>
/// <param name="Client">How it is reached, as <c>--client</c> takes it; null for the reference.</param>
/// <param name="Baseline">Full path of its baseline; null for none.</param>
public sealed record RosterEntry(string Name, string? Client, string? Baseline);
