namespace StreamBench.FaultProxy.Framing;

/// <summary>Takes frames that nobody asked for: the framer only keeps its place.</summary>
internal sealed class NoSink : EventSink
{
    public static readonly NoSink Instance = new();

    public override void Accept(in FramedEvent frame) { }

    public override void End() { }

    public override void Flush() { }
}
