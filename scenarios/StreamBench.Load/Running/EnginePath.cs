using System.Collections.Immutable;
using System.Net;
using StreamBench.Load.Asking;
using StreamBench.Load.Engine.Loop;
using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Engine.Portable;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Tls;
using StreamBench.Load.Plans;

namespace StreamBench.Load.Running;

/// <summary>What carries the streams of a run.</summary>
/// <param name="Name">
/// Its name in results: <c>epoll</c> or <c>socket</c>, with <c>+tls</c> where the server speaks TLS; <c>portable</c> for the
/// handler of HttpClient.
/// </param>
/// <param name="IsPortable">True for the handler of HttpClient, which has HTTP/2 and every transport but WebSocket.</param>
/// <param name="HasArrivalStamps">True when the kernel tells when bytes arrived; a probe measures the engine's own lag where it does not.</param>
internal sealed record EnginePath(string Name, bool IsPortable, bool HasArrivalStamps)
{
    /// <summary>The fastest path that can do what a plan wants.</summary>
    internal static EnginePath Of(LoadPlan plan, ILoadServer server, LoadRunOptions options)
    {
        if (
            options.IsPortable
            || plan.Target.HttpVersion == HttpVersion.Version20
            || plan.Target.Framing() == StreamFraming.Own
        )
        {
            return new EnginePath("portable", IsPortable: true, HasArrivalStamps: false);
        }

        using var poller = options.Poller();
        var name = TlsPeers.IsSecure(server.Address) ? TlsPoller.NameOver(poller) : poller.Name;
        return new EnginePath(name, IsPortable: false, poller.HasArrivalStamps);
    }

    /// <summary>What waits for the sockets of one engine thread, with TLS in front where a target wants it.</summary>
    /// <exception cref="InvalidDataException">The plan's file of certificates is wrong.</exception>
    internal static IPoller Poller(LoadPlan plan, LoadRunOptions options, ImmutableArray<LoopTarget> targets)
    {
        var peers = TlsPeers.Of(targets, ServerTrust.Of(plan.Target.Trust));
        return peers.IsEmpty ? options.Poller() : new TlsPoller(options.Poller(), peers);
    }
}
