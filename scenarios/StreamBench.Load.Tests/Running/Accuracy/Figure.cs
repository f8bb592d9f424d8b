namespace StreamBench.Load.Tests.Running.Accuracy;

/// <summary>A percentile as it is reported, beside the range in which the truth lies. Nanoseconds.</summary>
internal readonly record struct Figure(string Name, long Reported, long Least, long Most)
{
    private const long Millisecond = 1_000_000;

    /// <summary>By more than 1 ms and by more than 2 %.</summary>
    internal bool IsOff =>
        Reported < Least - Math.Max(Millisecond, Least / 50) || Reported > Most + Math.Max(Millisecond, Most / 50);

    public override string ToString() =>
        $"{Name}: reported {Reported / 1e6:F3} ms, in truth {Least / 1e6:F3} to {Most / 1e6:F3} ms";
}
