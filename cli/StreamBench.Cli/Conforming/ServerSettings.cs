namespace StreamBench.Cli.Conforming;

/// <summary>Which server <c>streambench conform</c> was asked to test.</summary>
/// <param name="Url">Where it runs; null when a command starts it.</param>
/// <param name="GrpcUrl">Where its gRPC is; null for none.</param>
/// <param name="Token">What to send as bearer token; null for none.</param>
/// <param name="Command">What starts it; null when it runs.</param>
/// <param name="Capabilities">What it can do, where that was said; null for everything.</param>
internal sealed record ServerSettings(
    Uri? Url,
    Uri? GrpcUrl,
    string? Token,
    string? Command,
    IReadOnlyList<string>? Capabilities
);
