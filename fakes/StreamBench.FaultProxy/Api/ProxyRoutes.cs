namespace StreamBench.FaultProxy.Api;

/// <summary><c>/proxies</c> and <c>/proxies/{proxy}</c>.</summary>
internal sealed class ProxyRoutes(FaultProxyServer server)
{
    public void MapTo(Router router)
    {
        router.Map("GET", "/proxies", ListAsync);
        router.Map("POST", "/proxies", CreateAsync);
        router.Map("GET", "/proxies/{proxy}", ShowAsync);
        router.Map("POST", "/proxies/{proxy}", UpdateAsync);
        router.Map("PATCH", "/proxies/{proxy}", UpdateAsync);
        router.Map("DELETE", "/proxies/{proxy}", DeleteAsync);
    }

    private Task ListAsync(ApiCall call) => call.JsonAsync(GoJson.ByName(server.Proxies));

    private async Task CreateAsync(ApiCall call)
    {
        var config = ProxyBody.Read(await call.ReadAsync(), withToxics: false);
        await call.JsonAsync(GoJson.Of(await server.CreateAsync(config)), 201);
    }

    private Task ShowAsync(ApiCall call) => call.JsonAsync(GoJson.Of(server[call.Values[0]]));

    private async Task UpdateAsync(ApiCall call)
    {
        var proxy = server[call.Values[0]];
        await proxy.UpdateAsync(ProxyBody.ReadUpdate(await call.ReadAsync()));
        await call.JsonAsync(GoJson.Of(proxy));
    }

    private async Task DeleteAsync(ApiCall call)
    {
        await server.RemoveAsync(call.Values[0]);
        await call.NoContentAsync();
    }
}
