using StreamBench.Conformance.Servers.Reaching;
using StreamBench.Conformance.Servers.Talking;

namespace StreamBench.Conformance.Pairs;

/// <summary>The server's side of a pair: where it is, and a way to say something to it.</summary>
/// <param name="Server">Where it is.</param>
/// <param name="Link">The way to it.</param>
internal sealed record PairSide(ServerIntroduction Server, ServerLink Link)
{
    /// <summary>The address for a transport.</summary>
    internal Uri AddressOf(string transport) => transport == "grpc" ? Server.GrpcUrl! : Server.Url;
}
