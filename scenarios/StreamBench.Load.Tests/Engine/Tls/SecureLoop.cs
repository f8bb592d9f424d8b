using System.Security.Cryptography.X509Certificates;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Loop;
using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Engine.Portable;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Tests.Engine.Loop;

namespace StreamBench.Load.Tests.Engine.Tls;

/// <summary>A loop that reads one stream of a <see cref="SecureServer"/>, whose certificate it believes.</summary>
internal static class SecureLoop
{
    internal static RunningLoop Start(
        X509Certificate2 certificate,
        Witness witness,
        string poller,
        SecureServer server,
        StreamFraming framing = StreamFraming.ServerSentEvents,
        string? body = null,
        Func<LoopOptions, LoopOptions>? change = null,
        Func<IPoller, IPoller>? below = null
    ) =>
        RunningLoop.Start(
            witness,
            poller,
            server.EndPoint,
            new RequestSpec
            {
                Url = new Uri($"https://localhost:{server.EndPoint.Port}/stream"),
                Method = body is null ? "GET" : "POST",
                Body = body,
                Framing = framing,
            },
            change,
            new ServerTrust([certificate], isBlind: false),
            below
        );
}
