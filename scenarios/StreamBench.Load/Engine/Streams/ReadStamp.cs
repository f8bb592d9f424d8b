namespace StreamBench.Load.Engine.Streams;

/// <summary>When one read brought its bytes. All events of a read share it: one look at the clock a read.</summary>
/// <param name="At">After the read, on the engine's clock.</param>
/// <param name="ArrivedAt">When the kernel took the bytes in, on the engine's clock; <paramref name="At"/> where it does not say.</param>
/// <param name="UnixAt">The same moment as <paramref name="At"/> in Unix nanoseconds, to compare with a server's stamps.</param>
/// <param name="Bytes">Bytes read, with HTTP's own framing.</param>
/// <param name="IsStamped">True when the kernel said when the bytes arrived.</param>
internal readonly record struct ReadStamp(long At, long ArrivedAt, long UnixAt, int Bytes, bool IsStamped)
{
    /// <summary>How long the bytes waited for the engine: its own added lag, in nanoseconds; 0 where the kernel does not say.</summary>
    internal long OwnLag => At - ArrivedAt;

    /// <summary>When the bytes arrived, in Unix nanoseconds: to compare with a server's stamps.</summary>
    internal long ArrivedAtUnix => UnixAt - OwnLag;
}
