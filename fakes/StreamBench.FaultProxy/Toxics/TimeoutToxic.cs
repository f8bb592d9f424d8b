using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Toxics;

/// <summary>
/// Throws the data of its direction away, and closes after <c>timeout</c> milliseconds without any (each chunk starts the time anew);
/// at 0 it never does. Taking it away closes every connection: a client would else go on in a stream with a hole.
/// </summary>
internal sealed class TimeoutToxic(TimeSpan timeout) : Toxic
{
    public static readonly ToxicType Type = new(
        "timeout",
        [new("timeout")],
        values => new TimeoutToxic(values.Milliseconds("timeout"))
    );

    public override bool ClosesWhenRemoved => true;

    public override async ValueTask PipeAsync(Stage stage)
    {
        TimeSpan? patience = timeout > TimeSpan.Zero ? timeout : null;
        while (await stage.ReadAsync(patience) is not null) { }
        if (stage.InputEnd is null && !stage.IsInterrupted)
            stage.End(LinkEnd.Closed, Type.Name);
    }
}
