using System.Net;
using StreamBench.Load.Asking;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Plans;

namespace StreamBench.Load.Running;

/// <summary>What carries the streams of a run.</summary>
/// <param name="Name">Its name in results: <c>epoll</c>, <c>socket</c>, or <c>portable</c> for the handler of HttpClient.</param>
/// <param name="IsPortable">True for the handler of HttpClient, which has TLS, HTTP/2 and every transport but WebSocket.</param>
/// <param name="HasArrivalStamps">True when the kernel tells when bytes arrived; a probe measures the engine's own lag where it does not.</param>
internal sealed record EnginePath(string Name, bool IsPortable, bool HasArrivalStamps)
{
    /// <summary>The fastest path that can do what a plan wants.</summary>
    internal static EnginePath Of(LoadPlan plan, ILoadServer server, LoadRunOptions options)
    {
        if (
            options.IsPortable
            || server.Address.Scheme is "https" or "wss"
            || plan.Target.HttpVersion == HttpVersion.Version20
            || plan.Target.Framing() == StreamFraming.Own
        )
        {
            return new EnginePath("portable", IsPortable: true, HasArrivalStamps: false);
        }

        using var poller = options.Poller();
        return new EnginePath(poller.Name, IsPortable: false, poller.HasArrivalStamps);
    }
}
