using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace StreamBench.Dialects.Atmosphere.Framing;

/// <summary>What a client says of itself when it connects: in the query string, on every transport.</summary>
/// <remarks>Source: atmosphere.js 5.0.45. Names are read in any case, and the last value of a name counts.</remarks>
public sealed record ConnectionParameters
{
    /// <summary>The oldest client whose handshake is understood; an older one is answered with 501.</summary>
    public static Version OldestFramework { get; } = new(2, 2, 1);

    /// <summary>The id that the server gave, or null on a first connection (<c>0</c> on the wire).</summary>
    public string? TrackingId { get; init; }

    /// <summary>Version of the client's protocol, as it wrote it.</summary>
    public string Framework { get; init; } = "5.0.7";

    /// <summary><c>websocket</c>, <c>sse</c>, <c>long-polling</c> or <c>streaming</c>.</summary>
    public required string Transport { get; init; }

    /// <summary>True when each message has its length before it.</summary>
    public bool TrackMessageSize { get; init; }

    /// <summary>True when a first connection is to begin with a <see cref="Handshake"/>.</summary>
    public bool WantsHandshake { get; init; }

    /// <summary>The heartbeat that the client asks of the server, in the client's unit; or null.</summary>
    public int? ServerHeartbeat { get; init; }

    /// <summary>Media type of what the client will send, or null.</summary>
    public string? ContentType { get; init; }

    /// <summary>The durable run to attach to again, or null.</summary>
    public string? RunId { get; init; }

    /// <summary>The token of a durable session, or null.</summary>
    public string? SessionToken { get; init; }

    /// <summary>True when the server has to begin with a handshake.</summary>
    public bool BeginsWithHandshake => WantsHandshake && TrackingId is null;

    /// <summary>True when <see cref="Framework"/> is one whose handshake is understood.</summary>
    public bool HasKnownFramework => Version.TryParse(Framework, out var version) && version >= OldestFramework;

    /// <summary>Reads a query string, with or without its <c>?</c>; null when it names no transport.</summary>
    public static ConnectionParameters? Parse(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var values = Split(query);
        return values.GetValueOrDefault(ParameterNames.Transport) is not { Length: > 0 } transport
            ? null
            : new ConnectionParameters
            {
                TrackingId =
                    values.GetValueOrDefault(ParameterNames.TrackingId) is { Length: > 0 } id && id != "0" ? id : null,
                Framework = values.GetValueOrDefault(ParameterNames.Framework, ""),
                Transport = transport,
                TrackMessageSize = IsTrue(values, ParameterNames.TrackMessageSize),
                WantsHandshake = IsTrue(values, ParameterNames.Protocol),
                ServerHeartbeat = int.TryParse(
                    values.GetValueOrDefault(ParameterNames.ServerHeartbeat),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var heartbeat
                )
                    ? heartbeat
                    : null,
                ContentType = values.GetValueOrDefault(ParameterNames.ContentType),
                RunId = values.GetValueOrDefault(ParameterNames.RunId) is { Length: > 0 } run ? run : null,
                SessionToken = values.GetValueOrDefault(ParameterNames.SessionToken),
            };
    }

    /// <summary>The query string, without <c>?</c>, in the order in which the official client writes it.</summary>
    public string ToQuery()
    {
        var query = new StringBuilder();
        Add(query, ParameterNames.TrackingId, TrackingId ?? "0");
        Add(query, ParameterNames.Framework, Framework);
        Add(query, ParameterNames.Transport, Transport);
        Add(query, ParameterNames.TrackMessageSize, TrackMessageSize ? "true" : null);
        Add(query, ParameterNames.ServerHeartbeat, ServerHeartbeat?.ToString(CultureInfo.InvariantCulture));
        Add(query, ParameterNames.ContentType, ContentType);
        Add(query, ParameterNames.Protocol, WantsHandshake ? "true" : null);
        Add(query, ParameterNames.SessionToken, SessionToken);
        Add(query, ParameterNames.RunId, RunId);
        return query.ToString();
    }

    private static bool IsTrue(ImmutableDictionary<string, string> values, string name) =>
        string.Equals(values.GetValueOrDefault(name), "true", StringComparison.OrdinalIgnoreCase);

    private static ImmutableDictionary<string, string> Split(string query)
    {
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = at < 0 ? (pair, "") : (pair[..at], pair[(at + 1)..]);
            values[Decode(name)] = Decode(value);
        }

        return values.ToImmutable();
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static void Add(StringBuilder query, string name, string? value)
    {
        if (value is not null)
        {
            query.Append(query.Length > 0 ? "&" : "").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }
}
