namespace StreamBench.Reports.Markdown;

/// <summary>How to write Markdown.</summary>
public sealed record MarkdownOptions
{
    /// <summary>Largest report, in bytes of UTF-8; what does not fit is left out with a note. Default: 1,000,000, as GitHub refuses a step summary over 1 MiB. At least 10,000.</summary>
    public int MaxBytes { get; init; } = 1_000_000;
}
