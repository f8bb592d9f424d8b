using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Toxics;

/// <summary>
/// Lets nothing through, neither data nor the end, and loses nothing: after <c>duration</c> milliseconds, or at 0 when it is taken away,
/// everything held goes on. Unlike <c>timeout</c> no peer sees a close. Not in Toxiproxy.
/// </summary>
internal sealed class StallToxic(TimeSpan duration) : Toxic
{
    public static readonly ToxicType Type = new(
        "stall",
        [new("duration")],
        values => new StallToxic(values.Milliseconds("duration"))
    );

    public override async ValueTask PipeAsync(Stage stage)
    {
        if (duration == TimeSpan.Zero)
            await stage.HoldAsync();
        else
            await stage.DelayAsync(duration);
        while (await stage.ReadAsync() is { } chunk)
            await stage.WriteAsync(chunk);
    }
}
