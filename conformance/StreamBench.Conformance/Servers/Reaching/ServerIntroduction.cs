using System.Collections.Immutable;

namespace StreamBench.Conformance.Servers.Reaching;

/// <summary>Where a server under test listens and what it says of itself: its answer to <c>serve</c>, or what the command line says of it.</summary>
/// <remarks>Schema: <c>conformance/schemas/server-introduction-1.json</c>.</remarks>
public sealed record ServerIntroduction
{
    /// <summary>Base address of everything but gRPC, without <c>/v1</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary>Base address of gRPC (HTTP/2, cleartext with prior knowledge); null when it speaks none.</summary>
    public Uri? GrpcUrl { get; init; }

    /// <summary>What goes into <c>Authorization: Bearer …</c>; null when it asks for none. Never shown.</summary>
    public string? Token { get; init; }

    /// <summary>Its name in results; null takes host and port.</summary>
    public string? Name { get; init; }

    /// <summary>Its version, or null.</summary>
    public string? Version { get; init; }

    /// <summary>The transports it serves; null for all of HTTP/1.1, and gRPC when there is an address for it.</summary>
    public ImmutableArray<string>? Transports { get; init; }

    /// <summary>What it can do, names of <see cref="ServerCapabilities"/>; null for everything that needs no more than its address.</summary>
    public ImmutableArray<string>? Capabilities { get; init; }
}
