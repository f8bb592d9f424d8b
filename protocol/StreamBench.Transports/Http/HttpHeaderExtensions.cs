using System.Collections.Immutable;

namespace StreamBench.Transports.Http;

internal static class HttpHeaderExtensions
{
    /// <summary>Adds headers as they are; an earlier one of the same name gives way.</summary>
    internal static void AddAsIs(this HttpRequestMessage request, ImmutableDictionary<string, string> headers)
    {
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
