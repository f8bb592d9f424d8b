using System.Runtime.InteropServices;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Feeds;

namespace StreamBench.Load.Engine.Streams;

/// <summary>
/// All that the engine keeps of one open stream, about 200 bytes in an array of its like. A stream that waits between two
/// events owns no buffer.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct StreamSlot
{
    internal ScanState Scan;
    internal BodyDecoder Body;

    /// <summary>Bytes of an event or head that has not ended yet, in an array lent by the pool; null for none.</summary>
    internal byte[]? Kept;
    internal int KeptLength;

    /// <summary>The rest of a request that the socket did not take at once; null for none.</summary>
    internal byte[]? Unsent;
    internal int UnsentStart;
    internal int UnsentLength;

    internal int Handle;

    /// <summary>Counts the uses of this slot, so that readiness of an earlier stream is not taken for the present one's.</summary>
    internal uint Generation;

    internal StreamPhase Phase;
    internal int Target;

    /// <summary>How fast it reads at most, in bytes a second; 0 for as fast as it can.</summary>
    internal int Pace;

    /// <summary>True when neither silence nor length ends it.</summary>
    internal bool IsHeld;

    /// <summary>A slow reader between two reads.</summary>
    internal bool IsPaused;

    /// <summary>The stream's input; null for none.</summary>
    internal FeedRow? Row;
    internal long Number;

    /// <summary>When the present phase is given up; the wheel may look earlier and then arms again.</summary>
    internal long Deadline;

    /// <summary>When the whole stream is given up.</summary>
    internal long EndBy;

    internal readonly long Token(int stream) => ((long)(Generation & int.MaxValue) << 32) | (uint)stream;
}
