using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace StreamBench.Testing;

/// <summary>TLS in front of a server that has none: what comes is passed on as it is.</summary>
public sealed class TlsRelay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Uri upstream;
    private readonly X509Certificate2 certificate;
    private readonly List<SslApplicationProtocol>? protocols;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task serving;

    /// <summary>Starts to listen; without a protocol it leaves the choice unsaid, as old servers do.</summary>
    public TlsRelay(Uri upstream, X509Certificate2 certificate, SslApplicationProtocol? protocol = null)
    {
        (this.upstream, this.certificate) = (upstream, certificate);
        protocols = protocol is { } one ? [one] : null;
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>Where it listens, by the name that its certificates are usually for.</summary>
    public Uri Address => new($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>A certificate that vouches for itself.</summary>
    public static X509Certificate2 SelfSigned(string name = "localhost", int validUntil = 2070)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(validUntil, 1, 1, 0, 0, 0, TimeSpan.Zero)
        );
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await serving;
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(PassAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var own = client;
        using var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        await using var secure = new SslStream(client.GetStream());
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            ApplicationProtocols = protocols,
        };
        try
        {
            await secure.AuthenticateAsServerAsync(options, stopping.Token);
            await server.ConnectAsync(upstream.Host, upstream.Port, stopping.Token);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
            var there = CopyAsync(secure, server.GetStream(), over);
            var back = CopyAsync(server.GetStream(), secure, over);
            await Task.WhenAll(there, back);
        }
        catch (Exception e)
            when (e is IOException or SocketException or OperationCanceledException or AuthenticationException)
        {
            // One of the two broke off; what the client makes of it is for the test to judge.
        }
    }

    private static async Task CopyAsync(Stream from, Stream to, CancellationTokenSource over)
    {
        try
        {
            await from.CopyToAsync(to, over.Token);
        }
        finally
        {
            await over.CancelAsync();
        }
    }
}
