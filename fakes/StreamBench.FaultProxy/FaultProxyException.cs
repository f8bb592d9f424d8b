namespace StreamBench.FaultProxy;

/// <summary>A request the proxy refuses, in the words and with the status of Toxiproxy's API.</summary>
public sealed class FaultProxyException : Exception
{
    internal FaultProxyException(int status, string message)
        : base(message) => Status = status;

    /// <summary>The HTTP status: 400, 404, 409 or 500.</summary>
    public int Status { get; }

    internal static FaultProxyException BadBody(string why) => new(400, $"bad request body: {why}");

    internal static FaultProxyException MissingField(string field) => new(400, $"missing required field: {field}");

    internal static FaultProxyException InvalidStream() =>
        new(400, "stream was invalid, can be either upstream or downstream");

    internal static FaultProxyException InvalidToxicType() => new(400, "invalid toxic type");

    internal static FaultProxyException ProxyNotFound() => new(404, "proxy not found");

    internal static FaultProxyException ToxicNotFound() => new(404, "toxic not found");

    internal static FaultProxyException ProxyExists() => new(409, "proxy already exists");

    internal static FaultProxyException ToxicExists() => new(409, "toxic already exists");

    internal static FaultProxyException BadRules(string why) => new(400, why);

    internal static FaultProxyException CannotListen(string why) => new(500, why);
}
