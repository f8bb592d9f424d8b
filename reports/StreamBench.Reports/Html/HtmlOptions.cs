namespace StreamBench.Reports.Html;

/// <summary>How to write HTML.</summary>
public sealed record HtmlOptions
{
    /// <summary>Most failures that are told at length; the matrix has all. Default 500.</summary>
    public int MaxFailures { get; init; } = 500;

    /// <summary>Longest value in a difference, in characters; what is cut says how much. Default 1,000.</summary>
    public int MaxValue { get; init; } = 1_000;
}
