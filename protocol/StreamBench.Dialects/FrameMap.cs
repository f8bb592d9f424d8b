using System.Collections.Immutable;
using StreamBench.Protocol.Events;

namespace StreamBench.Dialects;

/// <summary>Which frames of a dialect say which events of a journal: a frame is counted from 1, an event by its seq.</summary>
public sealed class FrameMap
{
    private readonly ImmutableArray<int> upTo; // upTo[i]: frames that say the first i events

    private FrameMap(ImmutableArray<int> upTo) => this.upTo = upTo;

    /// <summary>How many frames there are.</summary>
    public int Frames => upTo[^1];

    /// <summary>Seq of every event that has frames, in order.</summary>
    public IEnumerable<int> Told => Enumerable.Range(1, upTo.Length - 1).Where(seq => upTo[seq] > upTo[seq - 1]);

    /// <summary>Counts.</summary>
    /// <param name="dialect">The dialect.</param>
    /// <param name="journal">Events from seq 1 on, without a hole.</param>
    public static FrameMap Of(Dialect dialect, IEnumerable<StreamEvent> journal)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(journal);
        var encoder = dialect.NewEncoder();
        using var output = new FrameBuffer();
        var counts = ImmutableArray.CreateBuilder<int>();
        counts.Add(0);
        foreach (var happening in journal)
        {
            output.Clear();
            encoder.Write(happening, encoder.Place(happening), output);
            counts.Add(counts[^1] + output.Count);
        }

        return new FrameMap(counts.ToImmutable());
    }

    /// <summary>The number of the last frame that says an event up to <paramref name="seq"/>; 0 when none does.</summary>
    public int LastFrame(long seq) => upTo[(int)Math.Clamp(seq, 0, upTo.Length - 1)];

    /// <summary>Seq of the last event up to <paramref name="seq"/> that has frames; 0 when none has.</summary>
    public long LastTold(long seq)
    {
        var frame = LastFrame(seq);
        return frame == 0 ? 0 : SeqOf(frame);
    }

    /// <summary>Seq of the event that a frame says; 0 for frame 0, which is the moment before the first.</summary>
    public long SeqOf(long frame)
    {
        var seq = 0;
        while (upTo[seq] < frame)
        {
            seq++;
        }

        return seq;
    }

    /// <summary>Whether an event has frames.</summary>
    public bool Tells(long seq) => seq >= 1 && seq < upTo.Length && upTo[(int)seq] > upTo[(int)seq - 1];
}
