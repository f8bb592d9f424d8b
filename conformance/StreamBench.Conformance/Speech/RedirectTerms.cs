using System.Text.Json.Nodes;
using StreamBench.Conformance.Catalogue;
using StreamBench.Dialects;
using StreamBench.Dialects.Endpoints;

namespace StreamBench.Conformance.Speech;

/// <summary>Whether the redirects of a case mean anything to a dialect.</summary>
/// <remarks>Source: RFC 9110 §15.4: only 307 and 308 keep the method and the body of a POST.</remarks>
internal static class RedirectTerms
{
    internal static string? WhyNot(Setup setup, Dialect dialect, DialectEndpoint endpoint)
    {
        var status = PlantedFaults
            .Behaviours(setup)
            .Select(server => server["refuse"])
            .OfType<JsonObject>()
            .Select(refusal => (int?)refusal["status"])
            .FirstOrDefault(status => status is 301 or 302 or 303);
        return status is not null && endpoint.Methods[0] == "POST"
            ? $"{dialect.Name} asks for its streams by POST, and {status} does not redirect a POST"
            : null;
    }
}
