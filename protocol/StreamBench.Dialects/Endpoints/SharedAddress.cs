using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Endpoints;

/// <summary>One address that serves several transports of a dialect, so that a client can fall back from one to another.</summary>
/// <param name="Path">The path, with <c>{c}</c> for the conversation.</param>
/// <param name="EndpointOf">Which endpoint a request is for, by what it says of itself; null for none.</param>
public sealed record SharedAddress(string Path, Func<WireRequest, DialectEndpoint?> EndpointOf);
