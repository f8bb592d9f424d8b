namespace StreamBench.Reports.Badges;

/// <summary>How to write a badge.</summary>
public sealed record BadgeOptions
{
    /// <summary>Its left half. Default <c>streams</c>.</summary>
    public string Label { get; init; } = "streams";
}
