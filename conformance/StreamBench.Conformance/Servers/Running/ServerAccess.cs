using StreamBench.Conformance.Servers.Reaching;
using StreamBench.Conformance.Servers.Talking;

namespace StreamBench.Conformance.Servers.Running;

/// <summary>The way to the server, which changes when it is started again.</summary>
internal sealed class ServerAccess(
    IServerUnderTest server,
    ServerIntroduction introduction,
    string name,
    TimeProvider time
) : IDisposable
{
    private readonly List<ServerLink> links = [new(introduction, time)];

    /// <summary>What makes conversations of this session different from those of an earlier one on the same server.</summary>
    internal string Name => name;

    internal ServerLink Link => links[^1];

    // Old links stay until the end: a run may still hold a stream of theirs.
    internal async Task RestartAsync(CancellationToken cancellation) =>
        links.Add(new ServerLink(await server.RestartAsync(cancellation), time));

    public void Dispose() => links.ForEach(link => link.Dispose());
}
