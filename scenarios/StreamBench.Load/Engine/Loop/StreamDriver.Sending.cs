using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Streams;
using StreamBench.Transports;

namespace StreamBench.Load.Engine.Loop;

/// <content>From a connection to a request on its way, and the few frames that a client sends later.</content>
internal sealed partial class StreamDriver<TVisitor>
{
    private void OnConnectDecided(int stream, ref StreamSlot slot)
    {
        var status = poller.FinishConnecting(slot.Handle, out var trouble);
        if (status == IoStatus.WouldBlock)
        {
            return;
        }

        if (status != IoStatus.Done)
        {
            End(stream, Unconnected(status, trouble), CloseHow.InOrder);
            return;
        }

        var now = clock.Now;
        visitor.OnConnected(stream, now);
        slot.Phase = StreamPhase.Head;
        GiveTime(stream, ref slot, now, options.HeadTimeout);
        var length = WriteRequest(stream, ref slot);
        Send(stream, ref slot, sending.AsSpan(0, length));
    }

    private int WriteRequest(int stream, ref StreamSlot slot)
    {
        var template = options.Targets[slot.Target].Request;
        var variables = Variables(stream, in slot);
        int length;
        while ((length = template.Write(sending, variables)) < 0)
        {
            GrowSending();
        }

        return length;
    }

    private void SendMessage(int stream, ref StreamSlot slot)
    {
        var template = options.Targets[slot.Target].Request;
        var variables = Variables(stream, in slot);
        int length;
        while ((length = template.WriteMessage(sending.AsSpan(WebSocketFrameWriter.MaxHead), variables)) < 0)
        {
            GrowSending();
        }

        SendFrame(stream, ref slot, WebSocketOpcode.Text, sending.AsSpan(WebSocketFrameWriter.MaxHead, length));
    }

    private void Say(int stream, ref StreamSlot slot, ReadOnlySpan<byte> words)
    {
        while (sending.Length < words.Length + WebSocketFrameWriter.MaxHead)
        {
            GrowSending();
        }

        SendFrame(stream, ref slot, WebSocketOpcode.Text, words);
    }

    private void SendFrame(int stream, ref StreamSlot slot, WebSocketOpcode opcode, ReadOnlySpan<byte> payload)
    {
        var length = WebSocketFrameWriter.Write(sending, opcode, payload, masks.Next());
        Send(stream, ref slot, sending.AsSpan(0, length));
    }

    private static RequestVariables Variables(int stream, in StreamSlot slot) =>
        new()
        {
            Number = slot.Number,
            Stream = stream,
            Cursor = slot.Scan.LastId.Value,
            Row = slot.Row,
        };

    private void GrowSending() =>
        sending =
            sending.Length < RequestTemplate.MaxLength * 2
                ? new byte[sending.Length * 2]
                : throw new InvalidOperationException($"a request is longer than {RequestTemplate.MaxLength} bytes");

    /// <summary>Sends what the socket takes, and keeps the rest for when there is room.</summary>
    private void Send(int stream, ref StreamSlot slot, ReadOnlySpan<byte> bytes)
    {
        var sent = slot.UnsentLength > 0 ? IoResult.Of(IoStatus.WouldBlock) : poller.Send(slot.Handle, bytes);
        if (sent.Status == IoStatus.Ended)
        {
            return; // Nobody reads it any more. What the peer said before its end is still to be read, and then the end.
        }

        if (sent.Status is not (IoStatus.Done or IoStatus.WouldBlock))
        {
            End(stream, new StreamEnding(StreamEndKind.Reset, StreamSide.Path), CloseHow.Reset);
            return;
        }

        if (sent.Bytes < bytes.Length)
        {
            KeepUnsent(ref slot, bytes[sent.Bytes..]);
            poller.AwaitRoom(slot.Handle);
        }
    }

    private void KeepUnsent(ref StreamSlot slot, ReadOnlySpan<byte> bytes)
    {
        var old = slot.Unsent;
        var unsent = pool.Rent(slot.UnsentLength + bytes.Length);
        if (old is not null)
        {
            old.AsSpan(slot.UnsentStart, slot.UnsentLength).CopyTo(unsent);
            pool.Return(old);
        }

        bytes.CopyTo(unsent.AsSpan(slot.UnsentLength));
        slot.Unsent = unsent;
        slot.UnsentStart = 0;
        slot.UnsentLength += bytes.Length;
    }

    /// <summary>True when the stream may be read as well.</summary>
    private bool SendRest(int stream, ref StreamSlot slot)
    {
        var sent = poller.Send(slot.Handle, slot.Unsent.AsSpan(slot.UnsentStart, slot.UnsentLength));
        if (sent.Status == IoStatus.Ended)
        {
            sent = IoResult.Done(slot.UnsentLength); // as in Send
        }

        if (sent.Status is not (IoStatus.Done or IoStatus.WouldBlock))
        {
            End(stream, new StreamEnding(StreamEndKind.Reset, StreamSide.Path), CloseHow.Reset);
            return false;
        }

        slot.UnsentStart += sent.Bytes;
        slot.UnsentLength -= sent.Bytes;
        if (slot.UnsentLength == 0)
        {
            pool.Return(slot.Unsent!);
            slot.Unsent = null;
            poller.StopAwaitingRoom(slot.Handle);
        }
        else
        {
            poller.AwaitRoom(slot.Handle);
        }

        return true;
    }
}
