using System.Buffers;
using System.Net.WebSockets;
using StreamBench.Dialects;
using StreamBench.FakeAgent.Delivery;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Endpoints.Dialects;

/// <summary>Events as a dialect's frames on a WebSocket, one text message each; refusals in the dialect's own words.</summary>
internal sealed class DialectSocketWriter(System.Net.WebSockets.WebSocket socket, DialectStream stream)
    : IFrameWriter,
        IDisposable
{
    private readonly ArrayBufferWriter<byte> message = new(1_024);
    private readonly FrameBuffer frames = new();

    public async ValueTask WriteAsync(IReadOnlyList<Outgoing> batch, CancellationToken cancellation)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            await WriteAsync(batch[i], cancellation);
        }

        if (stream.Attachment is { IsDue: true } run)
        {
            await SendAsync(run.Message, cancellation);
        }

        stream.NoteWritten(batch);
    }

    public void Dispose() => frames.Dispose();

    private async ValueTask WriteAsync(Outgoing item, CancellationToken cancellation)
    {
        switch (item.Payload)
        {
            case Hello:
                message.ResetWrittenCount();
                stream.Endpoint.WritePreamble(stream.Opening, message);
                await SendAsync(message.WrittenMemory, cancellation);
                break;
            case StreamEvent happening:
                frames.Clear();
                stream.View.Write(happening, frames);
                for (var i = 0; i < frames.Count; i++)
                {
                    if (stream.Attachment is { } run && run.ComesBefore(frames.Data(i)))
                    {
                        await SendAsync(run.Message, cancellation);
                    }

                    await SendAsync(frames, i, cancellation);
                }

                break;
            case Heartbeat when stream.HasHeartbeats:
                message.ResetWrittenCount();
                stream.Endpoint.WriteHeartbeat(message);
                await SendAsync(message.WrittenMemory, cancellation);
                break;
            case Notice:
                await SendAsync(item.Json, cancellation);
                break;
        }
    }

    private async ValueTask SendAsync(FrameBuffer all, CancellationToken cancellation)
    {
        for (var i = 0; i < all.Count; i++)
        {
            await SendAsync(all, i, cancellation);
        }
    }

    private async ValueTask SendAsync(FrameBuffer from, int index, CancellationToken cancellation)
    {
        message.ResetWrittenCount();
        stream.Endpoint.WriteFrame(from, index, stream.Opening, message);
        await SendAsync(message.WrittenMemory, cancellation);
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> text, CancellationToken cancellation)
    {
        if (!text.IsEmpty && socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await socket.SendAsync(
                text,
                WebSocketMessageType.Text,
                WebSocketMessageFlags.EndOfMessage | WebSocketMessageFlags.DisableCompression,
                cancellation
            );
        }
    }
}
