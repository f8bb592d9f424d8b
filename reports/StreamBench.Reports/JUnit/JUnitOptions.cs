namespace StreamBench.Reports.JUnit;

/// <summary>How to write JUnit XML.</summary>
public sealed record JUnitOptions
{
    /// <summary>A test case for every position of a sweep, instead of one for the sweep. Default: one for the sweep.</summary>
    public bool ExpandsSweeps { get; init; }
}
