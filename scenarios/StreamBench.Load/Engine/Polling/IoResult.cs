namespace StreamBench.Load.Engine.Polling;

/// <summary>What a socket answered. Values, not exceptions: each of them happens under load.</summary>
internal enum IoStatus : byte
{
    Done,

    /// <summary>Nothing now; readiness will tell.</summary>
    WouldBlock,

    /// <summary>The peer sent its FIN.</summary>
    Ended,

    /// <summary>The peer sent its FIN without the end of TLS before it: whether that was all, nobody can tell.</summary>
    Cut,

    /// <summary>The peer broke the connection off.</summary>
    Reset,

    /// <summary>Nobody listens there.</summary>
    Refused,

    /// <summary>No way there, or no answer from there.</summary>
    Unreachable,

    /// <summary>This side is out of descriptors, ports or buffers.</summary>
    OutOfResources,

    /// <summary>Anything else.</summary>
    Failed,
}

/// <summary>A status and, where it is <see cref="IoStatus.Done"/>, how many bytes went over.</summary>
internal readonly record struct IoResult(IoStatus Status, int Bytes)
{
    internal static IoResult Done(int bytes) => new(IoStatus.Done, bytes);

    internal static IoResult Of(IoStatus status) => new(status, 0);
}
