namespace StreamBench.Reports.Json;

/// <summary>What a Shields endpoint answers.</summary>
internal sealed record Badge(int SchemaVersion, string Label, string Message, string Color);
