using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Toxics;

/// <summary>Passes exactly <c>bytes</c> bytes, counted since it was added to the connection, then closes.</summary>
internal sealed class LimitDataToxic(long limit) : Toxic
{
    public static readonly ToxicType Type = new(
        "limit_data",
        [new("bytes")],
        values => new LimitDataToxic(Math.Max(0, values.Integer("bytes")))
    );

    public override async ValueTask PipeAsync(Stage stage)
    {
        while (await stage.ReadAsync() is { } chunk)
        {
            var rest = Math.Max(0, limit - stage.BytesWritten);
            if (rest > 0)
                await stage.WriteAsync(chunk.Slice(0, (int)Math.Min(rest, chunk.Length)));
            if (rest > chunk.Length)
                continue;
            stage.End(LinkEnd.Closed, Type.Name);
            return;
        }
    }
}
