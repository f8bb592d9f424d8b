using StreamBench.Protocol.Wire;

namespace StreamBench.Load.Engine.Scanning;

/// <summary>What a scanner remembers of one stream between two reads, beside the bytes of the unfinished event.</summary>
internal struct ScanState
{
    /// <summary>SSE: the last event id of a finished block.</summary>
    internal StickyId LastId;

    /// <summary>The framing of the present answer, where it is its own; null otherwise. Keeps the bytes of an unfinished event itself.</summary>
    internal IFraming? Own;

    /// <summary>How many of the kept bytes need no second look for the end of the event.</summary>
    internal int Searched;

    /// <summary>WebSocket: length of the joined payload of a fragmented message, at the front of the kept bytes.</summary>
    internal int Joined;

    /// <summary>WebSocket: the close code that the peer sent; 0 for none.</summary>
    internal ushort CloseCode;

    /// <summary>WebSocket: what the fragmented message is; 0 when none is open.</summary>
    internal WebSocketOpcode Fragmented;

    /// <summary>SSE: the first bytes were looked at for a byte order mark.</summary>
    internal bool Begun;

    /// <summary>SSE: the last line ended with a CR, so that a LF that comes first belongs to it.</summary>
    internal bool SkipLineFeed;

    /// <summary>Ready for a new stream; arrays are kept.</summary>
    internal void Reset()
    {
        LastId.Clear();
        Resume();
    }

    /// <summary>Ready for a new connection of the same stream: the last event id stays, as the standard has it.</summary>
    internal void Resume()
    {
        Own = null;
        Searched = 0;
        Joined = 0;
        CloseCode = 0;
        Fragmented = WebSocketOpcode.Continuation;
        Begun = false;
        SkipLineFeed = false;
    }
}
