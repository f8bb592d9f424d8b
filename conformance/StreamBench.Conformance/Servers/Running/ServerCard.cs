using System.Collections.Frozen;
using System.Collections.Immutable;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Servers.Reaching;

namespace StreamBench.Conformance.Servers.Running;

/// <summary>What is known of a server before anything is asked of it.</summary>
/// <param name="Client">Its card in results.</param>
/// <param name="Transports">The transports it serves, in the order of the documentation.</param>
/// <param name="Capabilities">What it declares.</param>
public sealed record ServerCard(ClientCard Client, ImmutableArray<string> Transports, FrozenSet<string> Capabilities)
{
    internal static ServerCard Of(ServerIntroduction server, bool canRestart)
    {
        ImmutableArray<string> usual = server.GrpcUrl is null
            ? ["sse", "ndjson", "lp", "ws"]
            : ["sse", "ndjson", "lp", "ws", "grpc"];
        return new ServerCard(
            new ClientCard { Name = server.Name ?? server.Url.Authority, Version = server.Version },
            [.. usual.Where(name => server.Transports is not { } spoken || spoken.Contains(name))],
            (server.Capabilities ?? ServerCapabilities.Usual(server.Token is not null, canRestart)).ToFrozenSet(
                StringComparer.Ordinal
            )
        );
    }
}
