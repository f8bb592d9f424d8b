using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Toxics;

/// <summary>Passes data on and holds the end of the stream back for <c>delay</c> milliseconds.</summary>
internal sealed class SlowCloseToxic(TimeSpan delay) : Toxic
{
    public static readonly ToxicType Type = new(
        "slow_close",
        [new("delay")],
        values => new SlowCloseToxic(values.Milliseconds("delay"))
    );

    public override async ValueTask PipeAsync(Stage stage)
    {
        while (await stage.ReadAsync() is { } chunk)
            await stage.WriteAsync(chunk);
        if (stage.InputEnd is not null)
            await stage.DelayAsync(delay);
    }
}
