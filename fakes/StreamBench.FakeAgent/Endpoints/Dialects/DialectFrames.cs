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
                    stream.Endpoint.WriteFrame(frames, i, stream.Opening, output);
                }

                break;
            case Heartbeat when stream.HasHeartbeats:
                stream.Endpoint.WriteHeartbeat(output);
                break;
        }
    }

    public void Dispose() => frames.Dispose();
}
