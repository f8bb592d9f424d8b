namespace StreamBench.Dialects.Atmosphere.Framing;

/// <summary>The names of <see cref="ConnectionParameters"/> on the wire.</summary>
internal static class ParameterNames
{
    internal const string TrackingId = "X-Atmosphere-tracking-id";
    internal const string Framework = "X-Atmosphere-Framework";
    internal const string Transport = "X-Atmosphere-Transport";
    internal const string TrackMessageSize = "X-Atmosphere-TrackMessageSize";
    internal const string ServerHeartbeat = "X-Heartbeat-Server";
    internal const string ContentType = "Content-Type";
    internal const string Protocol = "X-atmo-protocol";
    internal const string SessionToken = "X-Atmosphere-Session-Token";
    internal const string RunId = AiEventNames.RunId;
}
