using System.Buffers;
using System.IO.Pipelines;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Endpoints.Sse;

/// <summary>Payloads as server-sent events.</summary>
/// <remarks>
/// WHATWG HTML §9.2.5, the part of the grammar that is written here, with LF as the only line end:
/// <code>
/// event   = *( comment / field ) LF        field = ( "id" / "retry" / "data" ) ": " text LF        comment = ": " text LF
/// </code>
/// A payload is one line of JSON, so one <c>data</c> field holds it.
/// </remarks>
internal sealed class SseWriter(PipeWriter output, HeartbeatStyle heartbeats) : IFrameWriter
{
    public async ValueTask WriteAsync(IReadOnlyList<Outgoing> batch, CancellationToken cancellation)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            Write(batch[i]);
        }

        await output.FlushAsync(cancellation);
    }

    private void Write(in Outgoing item)
    {
        if (item.Said is Heartbeat && heartbeats == HeartbeatStyle.Comment)
        {
            output.Write(": heartbeat\n\n"u8);
            return;
        }

        if (item.Cursor is { } cursor)
        {
            output.Write("id: "u8);
            Framing.WriteText(output, cursor);
            output.Write("\n"u8);
        }

        if (item.Said is Hello or Bye)
        {
            var retryMs = item.Said is Hello hello ? hello.RetryMs : ((Bye)item.Said).RetryMs;
            output.Write("retry: "u8);
            Framing.WriteText(output, retryMs.ToString());
            output.Write("\n"u8);
        }

        output.Write("data: "u8);
        output.Write(item.Json.Span);
        output.Write("\n\n"u8);
    }
}
