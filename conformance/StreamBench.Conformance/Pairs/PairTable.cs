using StreamBench.Conformance.Clients;

namespace StreamBench.Conformance.Pairs;

/// <summary>Who can sit opposite of whom.</summary>
/// <param name="Client">The client under test.</param>
/// <param name="ReferenceClient">A client that is right.</param>
/// <param name="Server">The server under test.</param>
/// <param name="ReferenceServer">A server that is right.</param>
internal sealed record PairTable(
    IClientUnderTest Client,
    IClientUnderTest ReferenceClient,
    PairSide Server,
    PairSide ReferenceServer
);
