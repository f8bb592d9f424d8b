using System.Buffers;
using StreamBench.Dialects;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Endpoints.Dialects;

/// <summary>Payloads as a dialect's frames in a body. Of control frames only the first and signs of life have words there.</summary>
internal sealed class DialectFrames(DialectStream stream) : IDisposable
{
    private readonly FrameBuffer frames = new();

    internal void Write(Payload payload, IBufferWriter<byte> output)
    {
        switch (payload)
        {
            case Hello:
                stream.Endpoint.WritePreamble(stream.Opening, output);
                break;
            case StreamEvent happening:
                frames.Clear();
                stream.View.Write(happening, frames);
                for (var i = 0; i < frames.Count; i++)
                {
                    WriteFrame(i, output);
                }

                break;
            case Heartbeat when stream.HasHeartbeats:
                stream.Endpoint.WriteHeartbeat(output);
                break;
        }
    }

    /// <summary>The client has been told what had waited for it: now it is said the run that it has named, unless it was.</summary>
    internal void SayRun(IBufferWriter<byte> output)
    {
        if (stream.Attachment is { IsDue: true } run)
        {
            Write(run.Message, output);
        }
    }

    public void Dispose() => frames.Dispose();

    private void WriteFrame(int index, IBufferWriter<byte> output)
    {
        if (stream.Attachment is { } run && run.ComesBefore(frames.Data(index)))
        {
            Write(run.Message, output);
        }

        stream.Endpoint.WriteFrame(frames, index, stream.Opening, output);
    }

    private void Write(FrameBuffer message, IBufferWriter<byte> output)
    {
        for (var i = 0; i < message.Count; i++)
        {
            stream.Endpoint.WriteFrame(message, i, stream.Opening, output);
        }
    }
}
