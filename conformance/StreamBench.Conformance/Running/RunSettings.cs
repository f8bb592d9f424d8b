namespace StreamBench.Conformance.Running;

/// <summary>How patient a conformance run is.</summary>
public sealed record RunSettings
{
    /// <summary>Multiplies every time constant of every case; for slow machines. Default 1.</summary>
    public double TimeScale { get; init; } = 1;

    /// <summary>By when a client has to have answered, in milliseconds, before scaling. A watchdog, never a verdict on speed. Default 8 s.</summary>
    public int DeadlineMs { get; init; } = 8_000;

    /// <summary>Port at which the first client of a run finds its server; 0 takes a free one. Any other port takes one run at a time.</summary>
    public int Port { get; init; }

    /// <summary>The clock of steps and evidence. Default: the system's, which is also the servers'.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Now, by <see cref="Time"/>.</summary>
    internal DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Waits so long, scaled: for things that must not happen meanwhile.</summary>
    internal Task WaitAsync(double milliseconds, CancellationToken cancellation) =>
        Task.Delay(Scale(milliseconds), Time, cancellation);

    /// <summary>A time constant of a case, scaled.</summary>
    public TimeSpan Scale(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds * TimeScale);

    /// <summary>A time constant of a case, scaled, in whole milliseconds.</summary>
    public int ScaleMs(double milliseconds) => (int)Math.Min(int.MaxValue, Math.Ceiling(milliseconds * TimeScale));
}
