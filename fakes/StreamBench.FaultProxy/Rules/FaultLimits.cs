using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules;

/// <summary>The bounds of the rules. Past one of them a rule steps aside: its bytes pass untouched and the log says <c>stepped_aside</c>.</summary>
public static class FaultLimits
{
    /// <summary>Events a rule holds back.</summary>
    public const int HeldEvents = 64;

    /// <summary>Bytes a rule holds back in one response.</summary>
    public const int HeldBytes = 4 * 1024 * 1024;

    /// <summary>Bytes a rule holds back of a gRPC response: half of the window that a stream begins with, so that its server never waits for us.</summary>
    public const int HeldDataBytes = 32 * 1024;

    /// <summary>
    /// Bytes by which rules make a gRPC response longer or shorter. Both peers count the bytes of DATA frames (RFC 9113 §5.2): what one
    /// has sent and the other not seen is lost from the window for good.
    /// </summary>
    public const int ChangedDataBytes = 16 * 1024;

    /// <summary>Bytes of one event that are collected.</summary>
    public const int EventBytes = EventFramer.MaxEventBytes;

    /// <summary>Bytes that rules make out of one read, by copying or altering events.</summary>
    public const int PlannedBytes = 16 * 1024 * 1024;

    /// <summary>The longest wait a rule can ask for.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Events held for a change of order go on when no other event came for so long.</summary>
    public static readonly TimeSpan OrderPatience = TimeSpan.FromSeconds(1);
}
