using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Toxics;

/// <summary>
/// A delay line, not a pause: each chunk leaves <c>latency</c> ± <c>jitter</c> after it was received, never before the one in front
/// of it. Several in a row add up.
/// </summary>
internal sealed class LatencyToxic(TimeSpan latency, long jitterMilliseconds) : Toxic
{
    public static readonly ToxicType Type = new(
        "latency",
        [new("latency"), new("jitter")],
        values => new LatencyToxic(
            values.Milliseconds("latency"),
            (long)values.Milliseconds("jitter").TotalMilliseconds
        )
    );

    public override int BufferedChunks => 1024;

    public override async ValueTask PipeAsync(Stage stage)
    {
        while (await stage.ReadAsync() is { } chunk)
        {
            var delay = Delay(stage.Random);
            await stage.DelayAsync(chunk.ReceivedAt, delay);
            var due = chunk.ReceivedAt + (long)(delay.TotalSeconds * stage.Link.Time.TimestampFrequency);
            await stage.WriteAsync(chunk with { ReceivedAt = due });
        }
    }

    /// <summary>Uniform over whole milliseconds from -jitter to jitter - 1.</summary>
    private TimeSpan Delay(Random random)
    {
        var jitter = jitterMilliseconds == 0 ? 0 : random.NextInt64(2 * jitterMilliseconds) - jitterMilliseconds;
        var delay = latency + TimeSpan.FromMilliseconds(jitter);
        return delay > TimeSpan.Zero ? delay : TimeSpan.Zero;
    }
}
