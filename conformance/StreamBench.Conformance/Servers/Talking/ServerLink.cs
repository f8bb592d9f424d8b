using System.Collections.Immutable;
using System.Net.Sockets;
using StreamBench.Conformance.Servers.Reaching;
using StreamBench.Transports;
using StreamBench.Transports.Client;
using StreamBench.Transports.Http;

namespace StreamBench.Conformance.Servers.Talking;

/// <summary>How to reach a server: its transports and requests, over one HTTP stack.</summary>
internal sealed class ServerLink : IDisposable
{
    private readonly ServerIntroduction server;
    private readonly TransportOptions options;
    private readonly TimeProvider time;

    internal ServerLink(ServerIntroduction server, TimeProvider time)
    {
        (this.server, this.time) = (server, time);
        options = new TransportOptions { IdleTimeout = TimeSpan.FromSeconds(40), MaxEventBytes = 8 << 20 };
        Http = TransportHttp.Create();
        Requests = new HttpChatRequests(server.Url, Http, options, time);
        Headers = server.Token is { } token
            ? ImmutableDictionary<string, string>.Empty.Add("authorization", $"Bearer {token}")
            : ImmutableDictionary<string, string>.Empty;
    }

    internal HttpMessageInvoker Http { get; }

    internal IChatRequests Requests { get; }

    /// <summary>What every request carries.</summary>
    internal ImmutableDictionary<string, string> Headers { get; }

    internal IStreamTransport Stream(string name) =>
        StreamTransports.Create(name, name == "grpc" ? server.GrpcUrl! : server.Url, Http, options, time);

    /// <summary>The address of something of a conversation, such as <c>/events</c>.</summary>
    internal Uri At(string conversation, string rest) =>
        new($"{server.Url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/v1/conversations/{conversation}{rest}");

    /// <summary>The address of something of the server, such as <c>/v1/gauge</c>.</summary>
    internal Uri At(string path) => new(server.Url.GetLeftPart(UriPartial.Path).TrimEnd('/') + path);

    /// <summary>A plain request with the token.</summary>
    internal async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        Uri address,
        CancellationToken cancellation,
        HttpContent? body = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, address) { Content = body };
        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            return await Http.SendAsync(request, cancellation);
        }
        catch (Exception e) when (e is HttpRequestException or SocketException)
        {
            throw new ServerFaultException($"{method} {address.AbsolutePath} was not answered: {e.Message}");
        }
    }

    public void Dispose() => Http.Dispose();
}
