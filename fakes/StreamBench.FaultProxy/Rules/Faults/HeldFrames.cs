using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>Frames held back, within the bounds of <see cref="FaultLimits"/>.</summary>
internal sealed class HeldFrames(int maxCount, int maxBytes)
{
    /// <summary>What a frame takes besides its bytes, about; without it many tiny frames would be no load at all.</summary>
    private const int Overhead = 96;

    private readonly List<FramedEvent> frames = [];
    private long bytes;

    public int Count => frames.Count;

    /// <summary>Holds a frame; false when it would be one too many.</summary>
    public bool TryAdd(in FramedEvent frame)
    {
        if (frames.Count >= maxCount || bytes + frame.Raw.Length + Overhead > maxBytes)
            return false;
        frames.Add(frame);
        bytes += frame.Raw.Length + Overhead;
        return true;
    }

    /// <summary>Lets the frames go, in order or in one drawn at random.</summary>
    public void ReleaseTo(EventSink next, Random? random = null)
    {
        if (frames.Count == 0)
            return;
        var released = frames.ToArray();
        frames.Clear();
        bytes = 0;
        random?.Shuffle(released);
        foreach (var frame in released)
            next.Accept(frame);
    }
}
