using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects;

/// <summary>Whole journals there and back again, for comparisons and tables.</summary>
public static class DialectLog
{
    /// <summary>Every frame that <paramref name="journal"/> becomes, each with bytes of its own.</summary>
    public static ImmutableArray<Frame> Encode(Dialect dialect, IEnumerable<StreamEvent> journal)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(journal);
        var encoder = dialect.NewEncoder();
        using var output = new FrameBuffer();
        var frames = ImmutableArray.CreateBuilder<Frame>();
        foreach (var happening in journal)
        {
            output.Clear();
            encoder.Write(happening, encoder.Place(happening), output);
            for (var i = 0; i < output.Count; i++)
            {
                frames.Add(output[i] with { Data = output.Data(i).ToArray() });
            }
        }

        return frames.ToImmutable();
    }

    /// <summary>Every event that one client makes of <paramref name="frames"/> on one connection.</summary>
    public static ImmutableArray<StreamEvent> Decode(Dialect dialect, IEnumerable<Frame> frames)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(frames);
        var decoder = dialect.NewDecoder();
        var received = new List<Received>();
        decoder.StartConnection();
        foreach (var frame in frames)
        {
            decoder.Decode(frame, received);
        }

        return [.. received.Select(r => r.Payload).OfType<StreamEvent>()];
    }
}
