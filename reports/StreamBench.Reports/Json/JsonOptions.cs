namespace StreamBench.Reports.Json;

/// <summary>How to write JSON. There is nothing to choose yet.</summary>
public sealed record JsonOptions;
