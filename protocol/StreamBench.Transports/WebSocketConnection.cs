using System.Buffers;
using System.Net.WebSockets;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Http;

namespace StreamBench.Transports;

/// <summary>Reads whole text messages from a WebSocket, whatever their fragments.</summary>
internal sealed class WebSocketConnection(ClientWebSocket socket, int maxEventBytes, IdleClock idle, TimeProvider time)
    : IStreamConnection
{
    /// <summary>How long a close handshake may take before the connection is simply dropped.</summary>
    private static readonly TimeSpan ClosePatience = TimeSpan.FromMilliseconds(200);

    private readonly ArrayBufferWriter<byte> message = new();
    private Task? pending;

    public Frame Current { get; private set; }

    public StreamEnd? End { get; private set; }

    public ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        if (End is not null)
        {
            return new(false);
        }

        var receiving = ReceiveAsync(cancellation);
        pending = receiving;
        return new(receiving);
    }

    public async ValueTask DisposeAsync()
    {
        var isOurs = End is null;
        End ??= new(StreamEndKind.Abandoned, StreamSide.Client, "closed by this side");
        if (isOurs || End.Kind == StreamEndKind.Closed)
        {
            await CloseAsync(WebSocketCloseStatus.NormalClosure);
        }

        idle.Stop();
        socket.Dispose();
        if (pending is not null)
        {
            await pending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        idle.Dispose();
    }

    private async Task<bool> ReceiveAsync(CancellationToken cancellation)
    {
        message.ResetWrittenCount();
        try
        {
            while (true)
            {
                using var watch = idle.Start(cancellation);
                var part = await socket.ReceiveAsync(message.GetMemory(4096), idle.Token);
                message.Advance(part.Count);
                if (part.MessageType != WebSocketMessageType.Text)
                {
                    End ??= part.MessageType == WebSocketMessageType.Close ? ClosedByPeer() : await BinaryAsync();
                    return false;
                }

                if (message.WrittenCount > maxEventBytes)
                {
                    await CloseAsync(WebSocketCloseStatus.MessageTooBig);
                    End ??= new(
                        StreamEndKind.TooLarge,
                        StreamSide.Server,
                        "event_too_large: a message outgrew its bound"
                    );
                    return false;
                }

                if (part.EndOfMessage)
                {
                    Current = new Frame(message.WrittenMemory);
                    return true;
                }
            }
        }
        catch (WebSocketException failure)
        {
            End ??= Classify(failure);
            return false;
        }
        catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException)
        {
            cancellation.ThrowIfCancellationRequested();
            End ??= idle.Expired();
            return false;
        }
    }

    private StreamEnd ClosedByPeer() =>
        new(
            StreamEndKind.Closed,
            StreamSide.Server,
            $"closed with {(int?)socket.CloseStatus} {socket.CloseStatusDescription}".TrimEnd()
        )
        {
            Code = (int?)socket.CloseStatus,
        };

    private async Task<StreamEnd> BinaryAsync()
    {
        await CloseAsync(WebSocketCloseStatus.InvalidMessageType);
        return new(StreamEndKind.Corrupt, StreamSide.Server, "a binary message; payloads are text");
    }

    /// <summary>Sends a close frame, once, and waits neither for its answer nor for a path that swallows it.</summary>
    private async Task CloseAsync(WebSocketCloseStatus status)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            return;
        }

        using var patience = new CancellationTokenSource(ClosePatience, time);
        try
        {
            await socket.CloseOutputAsync(status, null, patience.Token);
        }
        catch (Exception failure)
            when (failure is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            socket.Abort();
        }
    }

    private static StreamEnd Classify(WebSocketException failure) =>
        failure.WebSocketErrorCode switch
        {
            WebSocketError.ConnectionClosedPrematurely when failure.InnerException is { } cause => HttpFailure.Classify(
                cause
            ),
            WebSocketError.ConnectionClosedPrematurely => new(
                StreamEndKind.Truncated,
                StreamSide.Path,
                "the connection ended without a close frame"
            ),
            // Not open any more: it was aborted by a failure, and there is nothing to say about what the server sent.
            WebSocketError.InvalidState => new(StreamEndKind.Reset, StreamSide.Path, failure.Message),
            _ => new(StreamEndKind.Corrupt, StreamSide.Server, failure.Message),
        };
}
