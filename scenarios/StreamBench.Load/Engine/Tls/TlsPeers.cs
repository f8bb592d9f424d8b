using System.Collections.Frozen;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using StreamBench.Load.Engine.Loop;
using StreamBench.Load.Engine.Portable;

namespace StreamBench.Load.Engine.Tls;

/// <summary>Which addresses speak TLS, and what is asked of each: its name (SNI and certificate), HTTP/1.1 by ALPN, and trust.</summary>
internal sealed class TlsPeers
{
    private readonly FrozenDictionary<IPEndPoint, SslClientAuthenticationOptions> peers;

    private TlsPeers(FrozenDictionary<IPEndPoint, SslClientAuthenticationOptions> peers) => this.peers = peers;

    /// <summary>True when nobody does, and no connection needs anything of this.</summary>
    internal bool IsEmpty => peers.Count == 0;

    /// <summary>Those of the targets whose addresses begin with <c>https</c> or <c>wss</c>.</summary>
    /// <exception cref="ArgumentException">Two names are at one address: which certificate is the right one?</exception>
    internal static TlsPeers Of(IEnumerable<LoopTarget> targets, ServerTrust trust) =>
        new(
            targets
                .Where(target => IsSecure(target.Request.Url))
                .Select(target => (target.Remote, target.Request.Url.IdnHost))
                .Distinct()
                .ToFrozenDictionary(peer => peer.Remote, peer => Options(peer.IdnHost, trust))
        );

    /// <summary>True for an address that wants TLS.</summary>
    internal static bool IsSecure(Uri url) => url.Scheme is "https" or "wss";

    /// <summary>What is asked of a peer; null where it does not speak TLS.</summary>
    internal SslClientAuthenticationOptions? Find(IPEndPoint remote) => peers.GetValueOrDefault(remote);

    private static SslClientAuthenticationOptions Options(string name, ServerTrust trust)
    {
        var options = trust.ToOptions();
        options.TargetHost = name;
        options.ApplicationProtocols = [SslApplicationProtocol.Http11];
        // A handshake is on the loop's thread, and nothing on it may wait for another server.
        options.CertificateChainPolicy = new X509ChainPolicy
        {
            DisableCertificateDownloads = true,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        return options;
    }
}
