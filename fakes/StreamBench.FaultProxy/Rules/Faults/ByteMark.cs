using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>Finds an offset in a body, inside an event too.</summary>
internal sealed class ByteMark(long target)
{
    private long offset;

    /// <summary>Whether the offset was found.</summary>
    public bool IsPassed { get; private set; }

    /// <summary>Splits the frame the offset lies in or behind; false for any other.</summary>
    public bool TrySplit(in FramedEvent frame, out FramedEvent before, out FramedEvent after)
    {
        before = after = frame;
        var start = offset;
        offset += frame.Raw.Length;
        if (IsPassed || target > offset || frame.Raw.IsEmpty)
            return false;
        IsPassed = true;
        var length = (int)(target - start);
        before = frame with { Kind = FrameKind.Part, Raw = frame.Raw[..length] };
        after = frame with { Kind = FrameKind.Part, Raw = frame.Raw[length..] };
        return true;
    }
}
