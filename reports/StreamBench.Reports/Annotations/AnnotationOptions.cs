namespace StreamBench.Reports.Annotations;

/// <summary>How to write annotations.</summary>
public sealed record AnnotationOptions
{
    /// <summary>Most annotations; one more says how many were left out. Default 9: GitHub shows 10 errors a step.</summary>
    public int Most { get; init; } = 9;
}
