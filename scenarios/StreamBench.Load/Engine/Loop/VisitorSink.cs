using System.Runtime.CompilerServices;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Streams;

namespace StreamBench.Load.Engine.Loop;

/// <summary>Carries what a scan finds to the visitor, with the stream's number and the read's stamp. Lives for one scan.</summary>
internal ref struct VisitorSink<TVisitor>(ref TVisitor visitor, int stream, ref readonly ReadStamp read) : IFrameSink
    where TVisitor : IStreamVisitor
{
    private readonly ref TVisitor visitor = ref visitor;
    private readonly ref readonly ReadStamp read = ref read;
    private readonly int stream = stream;

    /// <summary>A ping's payload to be answered; only its last one, which RFC 6455 §5.5.3 allows. Empty for none.</summary>
    internal PingPayload Ping;

    internal int Events;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public NextStep OnFrame(scoped StreamFrame frame)
    {
        Events++;
        return visitor.OnEvent(stream, frame, in read);
    }

    public void OnControl(WebSocketOpcode opcode, scoped ReadOnlySpan<byte> payload)
    {
        if (opcode == WebSocketOpcode.Ping)
        {
            Ping.Set(payload);
        }
    }
}
