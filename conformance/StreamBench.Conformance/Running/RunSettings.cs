namespace StreamBench.Conformance.Running;

/// <summary>How patient a conformance run is.</summary>
public sealed record RunSettings
{
    /// <summary>Multiplies every time constant of every case; for slow machines. Default 1.</summary>
    public double TimeScale { get; init; } = 1;

    /// <summary>By when a client has to have answered, in milliseconds, before scaling. A watchdog, never a verdict on speed. Default 8 s.</summary>
    public int DeadlineMs { get; init; } = 8_000;

    /// <summary>A time constant of a case, scaled.</summary>
    public TimeSpan Scale(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds * TimeScale);

    /// <summary>A time constant of a case, scaled, in whole milliseconds.</summary>
    public int ScaleMs(double milliseconds) => (int)Math.Min(int.MaxValue, Math.Ceiling(milliseconds * TimeScale));
}
