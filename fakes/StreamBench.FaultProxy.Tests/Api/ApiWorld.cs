using System.Net;
using System.Text;

namespace StreamBench.FaultProxy.Tests.Api;

/// <summary>A server with its API, and requests to it as raw as a foreign client would send them.</summary>
internal sealed class ApiWorld : IAsyncDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public FaultProxyServer Server { get; } = new(new FaultProxyOptions { Seed = 1, Metrics = true });

    public Uri Address { get; private set; } = null!;

    public static async Task<ApiWorld> OpenAsync()
    {
        var world = new ApiWorld();
        world.Address = new Uri($"http://{await world.Server.StartApiAsync(new IPEndPoint(IPAddress.Loopback, 0))}");
        return world;
    }

    public async Task<HttpResponseMessage> SendAsync(
        string method,
        string path,
        string? body = null,
        string? agent = null
    )
    {
        // The path goes out as it is written here: no cleaning, no decoding.
        var options = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        Uri.TryCreate($"{Address.Scheme}://{Address.Authority}{path}", options, out var uri).ShouldBeTrue();
        using var request = new HttpRequestMessage(new HttpMethod(method), uri);
        if (body is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (agent is not null)
            request.Headers.TryAddWithoutValidation("User-Agent", agent);
        return await http.SendAsync(request);
    }

    /// <summary>Status and body.</summary>
    public async Task<string> AskAsync(string method, string path, string? body = null)
    {
        using var response = await SendAsync(method, path, body);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Server.DisposeAsync();
    }
}
