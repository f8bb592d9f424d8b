using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace StreamBench.FakeAgent.Endpoints;

/// <summary>RFC 6750 §2.1: <c>Authorization: Bearer …</c>.</summary>
internal static class BearerToken
{
    private const string Bearer = "Bearer ";

    /// <summary>True when the request brings this token.</summary>
    internal static bool IsGiven(HttpContext http, string token)
    {
        // Browsers cannot set headers on an EventSource or a WebSocket, so the query may carry the token, too.
        var header = http.Request.Headers.Authorization.ToString();
        var given = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? header[Bearer.Length..]
            : http.Request.Query["token"].ToString();
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(token));
    }
}
