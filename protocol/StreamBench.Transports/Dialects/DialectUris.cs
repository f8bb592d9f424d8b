using StreamBench.Protocol.Wire;

namespace StreamBench.Transports.Dialects;

/// <summary>Where a dialect's request goes: the server's own path stays in front, so that a run can have a prefix to itself.</summary>
internal static class DialectUris
{
    internal static Uri At(Uri server, WireRequest ask) =>
        new(server.GetLeftPart(UriPartial.Path).TrimEnd('/') + ask.Path);
}
