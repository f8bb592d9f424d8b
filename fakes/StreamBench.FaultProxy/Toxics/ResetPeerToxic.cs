using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Toxics;

/// <summary>
/// At the first chunk or end in its direction waits <c>timeout</c> milliseconds, throws the chunk away and resets both peers. An
/// idle connection is not reset.
/// </summary>
internal sealed class ResetPeerToxic(TimeSpan timeout) : Toxic
{
    public static readonly ToxicType Type = new(
        "reset_peer",
        [new("timeout")],
        values => new ResetPeerToxic(values.Milliseconds("timeout"))
    );

    public override async ValueTask PipeAsync(Stage stage)
    {
        var chunk = await stage.ReadAsync();
        if (chunk is null && stage.InputEnd is null)
            return;
        if (await stage.DelayAsync(timeout))
            stage.End(LinkEnd.Reset, Type.Name);
        else if (chunk is { } waiting)
            stage.PutBack(waiting);
    }
}
