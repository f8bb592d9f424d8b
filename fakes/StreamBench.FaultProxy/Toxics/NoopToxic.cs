using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Toxics;

/// <summary>Passes everything on: also what a connection meets that the toxicity spares.</summary>
internal sealed class NoopToxic : Toxic
{
    public static readonly NoopToxic Instance = new();

    public static readonly ToxicType Type = new("noop", [], _ => Instance);

    public override async ValueTask PipeAsync(Stage stage)
    {
        while (await stage.ReadAsync() is { } chunk)
            await stage.WriteAsync(chunk);
    }
}
