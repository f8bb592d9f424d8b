using System.Text;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Streambench;

/// <summary>
/// Reads the native dialect, <c>streambench/1</c>: a frame is one JSON object. An event's epoch is that of the connection's
/// <c>hello</c>, its cursor the frame's own id or else the member <c>cursor</c>; control frames are no resume points.
/// </summary>
/// <remarks>
/// Source: StreamBench protocol §6. A frame without data but with an id (a priming event) is a resume point and nothing else.
/// </remarks>
public sealed class StreambenchDecoder : IFrameDecoder
{
    private readonly DeltaReader deltas = new();
    private int epoch;

    /// <inheritdoc/>
    public void StartConnection() => epoch = 0;

    /// <inheritdoc/>
    public void Decode(in Frame frame, ICollection<Received> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (frame.Data.IsEmpty)
        {
            if (frame.Id is not null)
            {
                output.Add(new Received(null, frame.Id));
            }

            return;
        }

        var data = frame.Data.Span;
        if (deltas.TryRead(data, out var delta, out var cursor))
        {
            output.Add(new Received(delta with { Epoch = epoch }, frame.Id ?? Text(cursor)));
            return;
        }

        var read = PayloadReader.Read(data);
        if (read.Payload is Hello hello)
        {
            epoch = hello.Epoch;
        }

        output.Add(
            read.Payload switch
            {
                null => new Received(null, null, read.Problem),
                StreamEvent happening => new Received(Stamp(happening), frame.Id ?? read.Cursor),
                var control => new Received(control, null),
            }
        );
    }

    private static string? Text(ReadOnlySpan<byte> cursor) => cursor.IsEmpty ? null : Encoding.ASCII.GetString(cursor);

    private StreamEvent Stamp(StreamEvent happening) =>
        happening.Epoch == 0 && epoch > 0 ? happening with { Epoch = epoch } : happening;
}
