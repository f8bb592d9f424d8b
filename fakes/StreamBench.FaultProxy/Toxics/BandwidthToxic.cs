using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Toxics;

/// <summary>
/// Lets at most <c>rate</c> kilobytes (1000 bytes) a second through: a chunk leaves after the time it takes, a long one in pieces
/// every 100 ms. At rate 0 nothing passes until the toxic is changed or removed.
/// </summary>
internal sealed class BandwidthToxic(long kilobytesPerSecond) : Toxic
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public static readonly ToxicType Type = new(
        "bandwidth",
        [new("rate")],
        // Beyond a terabyte a second no chunk waits a tick; below 0 Toxiproxy crashes.
        values => new BandwidthToxic(Math.Clamp(values.Integer("rate"), 0, 1_000_000_000))
    );

    public override async ValueTask PipeAsync(Stage stage)
    {
        var owed = TimeSpan.Zero;
        while (await stage.ReadAsync() is { } chunk)
        {
            if (kilobytesPerSecond == 0)
                await stage.HoldAsync();

            var from = stage.Link.Time.GetTimestamp();
            var piece = kilobytesPerSecond * 100;
            while (chunk.Length > piece && await stage.DelayAsync(from, owed + Interval))
            {
                await stage.WriteAsync(chunk.Slice(0, (int)piece));
                chunk = chunk.Slice((int)piece);
                owed = owed + Interval - stage.Link.Time.GetElapsedTime(from);
                from = stage.Link.Time.GetTimestamp();
            }

            owed +=
                kilobytesPerSecond == 0
                    ? TimeSpan.Zero
                    : TimeSpan.FromMilliseconds((double)chunk.Length / kilobytesPerSecond);
            await stage.DelayAsync(from, owed);
            owed -= stage.Link.Time.GetElapsedTime(from);
            await stage.WriteAsync(chunk);
        }
    }
}
