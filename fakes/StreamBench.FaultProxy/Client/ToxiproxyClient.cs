using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using StreamBench.FaultProxy.Api;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Toxics;

namespace StreamBench.FaultProxy.Client;

/// <summary>
/// Drives a Toxiproxy server, or ours, by its HTTP API: every version since 2.0. What the server refuses is thrown as
/// <see cref="FaultProxyException"/> with its status and words; a server that cannot be reached as <see cref="HttpRequestException"/>.
/// </summary>
public sealed class ToxiproxyClient : IDisposable
{
    private static readonly Version FirstWithPatch = new(2, 6);

    private readonly HttpClient http;
    private HttpMethod? update;

    /// <summary>Makes a client; nothing is sent yet.</summary>
    /// <param name="address">The root of the API, such as <c>http://127.0.0.1:8474</c>.</param>
    public ToxiproxyClient(Uri address)
    {
        http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("StreamBench", "1"));
    }

    /// <summary>The version of the server; null when it does not tell a number.</summary>
    public async Task<Version?> GetVersionAsync(CancellationToken cancellationToken = default)
    {
        // Plain text up to 2.5, broken JSON in 2.6, JSON since 2.7: the number is between the last quotes or all there is.
        var text = await SendAsync(HttpMethod.Get, "version", body: null, cancellationToken);
        var number = text.Split('"') is { Length: > 3 } parts ? parts[3] : text;
        return Version.TryParse(number.Trim().TrimStart('v'), out var version) ? version : null;
    }

    /// <summary>All proxies, by name.</summary>
    public async Task<ImmutableSortedDictionary<string, ProxyState>> GetProxiesAsync(
        CancellationToken cancellationToken = default
    )
    {
        var json = await CallAsync(HttpMethod.Get, "proxies", body: null, cancellationToken);
        return json.Names()
            .Select(name => ClientJson.ReadProxy(json[name]))
            .ToImmutableSortedDictionary(proxy => proxy.Name, proxy => proxy, StringComparer.Ordinal);
    }

    /// <summary>One proxy.</summary>
    public async Task<ProxyState> GetProxyAsync(string name, CancellationToken cancellationToken = default) =>
        ClientJson.ReadProxy(await CallAsync(HttpMethod.Get, PathOf(name), body: null, cancellationToken));

    /// <summary>Makes a proxy. Its toxics are added one by one, as servers ignore those in the body.</summary>
    public async Task<ProxyState> CreateAsync(ProxyConfig proxy, CancellationToken cancellationToken = default)
    {
        var made = ClientJson.ReadProxy(
            await CallAsync(HttpMethod.Post, "proxies", ClientJson.Of(proxy), cancellationToken)
        );
        foreach (var toxic in proxy.Toxics)
            await AddToxicAsync(proxy.Name, toxic, cancellationToken);
        return proxy.Toxics.IsEmpty ? made : await GetProxyAsync(proxy.Name, cancellationToken);
    }

    /// <summary>Makes sure these proxies are there; whether their toxics count is up to the server: ours applies them.</summary>
    public async Task<ImmutableArray<ProxyState>> PopulateAsync(
        IEnumerable<ProxyConfig> proxies,
        CancellationToken cancellationToken = default
    )
    {
        var body = new JsonArray([.. proxies.Select(ClientJson.Of)]);
        var json = await CallAsync(HttpMethod.Post, "populate", body, cancellationToken);
        return [.. json["proxies"].Items().Select(ClientJson.ReadProxy)];
    }

    /// <summary>Changes a proxy; what is null stays.</summary>
    public async Task<ProxyState> UpdateAsync(
        string name,
        ProxyUpdate change,
        CancellationToken cancellationToken = default
    ) =>
        ClientJson.ReadProxy(
            await CallAsync(
                await UpdateMethodAsync(cancellationToken),
                PathOf(name),
                ClientJson.Of(change),
                cancellationToken
            )
        );

    /// <summary>Closes a proxy and forgets it.</summary>
    public Task DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Delete, PathOf(name), body: null, cancellationToken);

    /// <summary>Adds a toxic.</summary>
    public async Task<ToxicConfig> AddToxicAsync(
        string proxy,
        ToxicConfig toxic,
        CancellationToken cancellationToken = default
    ) =>
        ClientJson.ReadToxic(
            await CallAsync(HttpMethod.Post, $"{PathOf(proxy)}/toxics", ClientJson.Of(toxic), cancellationToken)
        );

    /// <summary>Changes attributes or toxicity of a toxic; what is left out stays.</summary>
    public async Task<ToxicConfig> UpdateToxicAsync(
        string proxy,
        string toxic,
        ImmutableDictionary<string, decimal> attributes,
        float? toxicity = null,
        CancellationToken cancellationToken = default
    ) =>
        ClientJson.ReadToxic(
            await CallAsync(
                await UpdateMethodAsync(cancellationToken),
                PathOf(proxy, toxic),
                ClientJson.Of(attributes, toxicity),
                cancellationToken
            )
        );

    /// <summary>Takes a toxic away.</summary>
    public Task RemoveToxicAsync(string proxy, string toxic, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Delete, PathOf(proxy, toxic), body: null, cancellationToken);

    /// <summary>Enables all proxies and takes all toxics away.</summary>
    public Task ResetAsync(CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, "reset", body: null, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static string PathOf(string proxy) => $"proxies/{Uri.EscapeDataString(proxy)}";

    private static string PathOf(string proxy, string toxic) => $"{PathOf(proxy)}/toxics/{Uri.EscapeDataString(toxic)}";

    /// <summary>PATCH where the server knows it: POST is deprecated since.</summary>
    private async ValueTask<HttpMethod> UpdateMethodAsync(CancellationToken cancellationToken) =>
        update ??= await GetVersionAsync(cancellationToken) >= FirstWithPatch ? HttpMethod.Patch : HttpMethod.Post;

    private async Task<GoValue> CallAsync(
        HttpMethod method,
        string path,
        JsonNode? body,
        CancellationToken cancellationToken
    ) => GoValue.Parse(Encoding.UTF8.GetBytes(await SendAsync(method, path, body, cancellationToken)));

    private async Task<string> SendAsync(
        HttpMethod method,
        string path,
        JsonNode? body,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json"));
        using var response = await http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? text
            : throw new FaultProxyException((int)response.StatusCode, MessageOf(text));
    }

    /// <summary>The message of an error: <c>error</c>, <c>title</c> before 2.1, or whatever the server said.</summary>
    private static string MessageOf(string text)
    {
        try
        {
            var json = GoValue.Parse(Encoding.UTF8.GetBytes(text));
            return json["error"].AsString() ?? json["title"].AsString() ?? text.Trim();
        }
        catch (FaultProxyException)
        {
            return text.Trim();
        }
    }
}
