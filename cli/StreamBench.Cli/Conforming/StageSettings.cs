namespace StreamBench.Cli.Conforming;

/// <summary>What <c>streambench conform serve</c> was asked to do.</summary>
/// <param name="Pattern">The run: a case, or a path of it.</param>
/// <param name="Transport">The transport, or null for the case's first.</param>
/// <param name="Port">Where the client connects; 0 for any free port.</param>
/// <param name="Once">Whether to end after the first client.</param>
/// <param name="Dialect">The dialect, or null for the native one.</param>
internal sealed record StageSettings(string Pattern, string? Transport, int Port, bool Once, string? Dialect = null);
