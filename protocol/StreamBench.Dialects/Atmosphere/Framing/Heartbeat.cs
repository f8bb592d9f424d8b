namespace StreamBench.Dialects.Atmosphere.Framing;

/// <summary>The one character that both sides send on an idle connection, without a length before it.</summary>
public static class Heartbeat
{
    /// <summary><c>X</c>, as UTF-8.</summary>
    public const byte Mark = (byte)'X';

    /// <summary>Idle time after which a server sends one: 60 s.</summary>
    public static TimeSpan DefaultInterval { get; } = TimeSpan.FromSeconds(60);

    /// <summary>True for a message that is nothing else.</summary>
    public static bool Is(ReadOnlySpan<byte> message) => message is [Mark];
}
