using StreamBench.FaultProxy.Toxics;

namespace StreamBench.FaultProxy.Api;

/// <summary><c>/proxies/{proxy}/toxics</c> and <c>/proxies/{proxy}/toxics/{toxic}</c>.</summary>
internal sealed class ToxicRoutes(FaultProxyServer server)
{
    public void MapTo(Router router)
    {
        router.Map("GET", "/proxies/{proxy}/toxics", ListAsync);
        router.Map("POST", "/proxies/{proxy}/toxics", AddAsync);
        router.Map("GET", "/proxies/{proxy}/toxics/{toxic}", ShowAsync);
        router.Map("POST", "/proxies/{proxy}/toxics/{toxic}", UpdateAsync);
        router.Map("PATCH", "/proxies/{proxy}/toxics/{toxic}", UpdateAsync);
        router.Map("DELETE", "/proxies/{proxy}/toxics/{toxic}", RemoveAsync);
    }

    private Task ListAsync(ApiCall call) => call.JsonAsync(GoJson.Of(server[call.Values[0]].Toxics));

    /// <summary>Answers 200, not 201, as Toxiproxy.</summary>
    private async Task AddAsync(ApiCall call)
    {
        var proxy = server[call.Values[0]];
        var toxic = ProxyBody.ReadToxic(await call.ReadAsync());
        await call.JsonAsync(GoJson.Of(await proxy.AddToxicAsync(toxic)));
    }

    private Task ShowAsync(ApiCall call) => call.JsonAsync(GoJson.Of(Find(call)));

    private async Task UpdateAsync(ApiCall call)
    {
        var toxic = Find(call);
        var body = await call.ReadAsync();
        var attributes = ProxyBody.ReadAttributes(body, ToxicTypes.All[toxic.Type]);
        var toxicity = body["toxicity"].AsSingle();
        var changed = await server[call.Values[0]].UpdateToxicAsync(toxic.Name, attributes, toxicity);
        await call.JsonAsync(GoJson.Of(changed));
    }

    private async Task RemoveAsync(ApiCall call)
    {
        await server[call.Values[0]].RemoveToxicAsync(call.Values[1]);
        await call.NoContentAsync();
    }

    private ToxicConfig Find(ApiCall call) =>
        server[call.Values[0]].Toxics.FirstOrDefault(toxic => toxic.Name == call.Values[1])
        ?? throw FaultProxyException.ToxicNotFound();
}
