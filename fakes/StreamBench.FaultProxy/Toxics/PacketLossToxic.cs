using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Toxics;

/// <summary>
/// Drops whole chunks with chance <c>loss_rate</c>; with <c>correlation</c> each draw leans that much on the one before, so that losses
/// come in bursts.
/// </summary>
internal sealed class PacketLossToxic(double lossRate, double correlation) : Toxic
{
    public static readonly ToxicType Type = new(
        "packet_loss",
        [new("loss_rate", 0.1m, IsInteger: false), new("correlation", 0, IsInteger: false)],
        values => new PacketLossToxic((double)values["loss_rate"], Math.Clamp((double)values["correlation"], 0, 1))
    );

    public override async ValueTask PipeAsync(Stage stage)
    {
        var last = stage.Random.NextDouble();
        while (await stage.ReadAsync() is { } chunk)
        {
            last = (correlation * last) + ((1 - correlation) * stage.Random.NextDouble());
            if (last >= lossRate)
                await stage.WriteAsync(chunk);
        }
    }
}
