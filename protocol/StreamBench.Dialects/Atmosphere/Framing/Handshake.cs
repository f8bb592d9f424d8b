using System.Globalization;

namespace StreamBench.Dialects.Atmosphere.Framing;

/// <summary>
/// The first message of a server to a client that came without a tracking id and asked for the protocol
/// (<c>X-atmo-protocol=true</c>). It is a message of its own, with its length before it where messages have theirs.
/// </summary>
/// <remarks><code>handshake = uuid "|" heartbeat-ms "|" heartbeat-char "|"     ; 0 = the client sends no heartbeats</code></remarks>
/// <param name="TrackingId">The id under which the server keeps what it could not deliver.</param>
/// <param name="HeartbeatMs">How often the client is to send a heartbeat, in milliseconds; 0 for never.</param>
/// <param name="Mark">The heartbeat.</param>
public sealed record Handshake(Guid TrackingId, int HeartbeatMs = 0, char Mark = 'X')
{
    /// <summary>The message.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{TrackingId}|{HeartbeatMs}|{Mark}|");

    /// <summary>Reads a message; null when it is no handshake.</summary>
    public static Handshake? Parse(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return
            message.Split('|') is [var id, var heartbeat, [var mark], ""]
            && Guid.TryParseExact(id, "D", out var tracking)
            && int.TryParse(heartbeat, NumberStyles.None, CultureInfo.InvariantCulture, out var ms)
            ? new Handshake(tracking, ms, mark)
            : null;
    }
}
