namespace StreamBench.FaultProxy.Api;

/// <summary><c>/version</c>, <c>/populate</c> and <c>/reset</c>.</summary>
internal sealed class ServerRoutes(FaultProxyServer server)
{
    public void MapTo(Router router)
    {
        router.Map("GET", "/version", VersionAsync);
        router.Map("POST", "/populate", PopulateAsync);
        router.Map("POST", "/reset", ResetAsync);
    }

    /// <summary>The version of Toxiproxy whose contract this keeps: clients choose PATCH or POST by it.</summary>
    private static Task VersionAsync(ApiCall call) =>
        call.JsonAsync("{\"version\": \"2.12.0\"}\n", type: "application/json;charset=utf-8");

    private async Task PopulateAsync(ApiCall call)
    {
        PopulateResult result;
        try
        {
            result = await server.PopulateAsync(ProxyBody.ReadList(await call.ReadAsync()));
        }
        catch (FaultProxyException failure)
        {
            result = new PopulateResult([], failure);
        }
        var proxies = GoJson.ListOf(result.Proxies);
        if (result.Failure is { } error)
        {
            var json =
                $$"""{"error":{{GoJson.Quote(error.Message)}},"status":{{error.Status}},"proxies":{{proxies}}}""";
            await call.JsonAsync(json, error.Status);
        }
        else
        {
            await call.JsonAsync($$"""{"proxies":{{proxies}}}""", 201);
        }
    }

    private async Task ResetAsync(ApiCall call)
    {
        await server.ResetAsync();
        await call.NoContentAsync();
    }
}
