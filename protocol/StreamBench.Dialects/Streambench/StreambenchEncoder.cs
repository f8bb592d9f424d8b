using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Streambench;

/// <summary>Writes the native dialect: an event is a frame.</summary>
internal sealed class StreambenchEncoder : IDialectEncoder
{
    public WirePlace Place(StreamEvent happening) => new(happening.Seq);

    public void Write(StreamEvent happening, WirePlace place, FrameBuffer output)
    {
        PayloadWriter.Write(output.BeginJson(), happening);
        output.End();
    }
}
