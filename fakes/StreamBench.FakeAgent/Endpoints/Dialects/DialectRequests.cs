using Microsoft.AspNetCore.Http;
using StreamBench.Protocol.Wire;

namespace StreamBench.FakeAgent.Endpoints.Dialects;

/// <summary>A request as endpoints see it: without its connection.</summary>
internal static class DialectRequests
{
    internal static WireRequest Of(HttpContext http, ReadOnlyMemory<byte> body)
    {
        var request = http.Request;
        var blank = new WireRequest(request.Method, request.Path.Value + request.QueryString.Value);
        return blank with
        {
            Query = blank.Query.SetItems(
                request.Query.Select(one => KeyValuePair.Create(one.Key, one.Value[^1] ?? ""))
            ),
            Route = blank.Route.SetItems(
                request.RouteValues.Select(one => KeyValuePair.Create(one.Key, one.Value?.ToString() ?? ""))
            ),
            Headers = blank.Headers.SetItems(
                request.Headers.Select(one => KeyValuePair.Create(one.Key, one.Value.ToString()))
            ),
            Body = body,
        };
    }
}
