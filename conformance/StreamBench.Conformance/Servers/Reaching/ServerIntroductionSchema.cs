using System.Text.Json;
using StreamBench.Conformance.Clients.Wire;

namespace StreamBench.Conformance.Servers.Reaching;

/// <summary>The published schema of a server's answer to <c>serve</c>.</summary>
internal static class ServerIntroductionSchema
{
    private static readonly Lazy<JsonElement> Schema = new(() =>
    {
        using var file = typeof(ServerIntroductionSchema).Assembly.GetManifestResourceStream(
            "schemas/server-introduction-1.json"
        )!;
        using var document = JsonDocument.Parse(file);
        return document.RootElement.Clone();
    });

    /// <summary>What is wrong with an answer, or null.</summary>
    internal static string? Blame(JsonElement answer) =>
        SchemaCheck.Blame(answer, Schema.Value)
        ?? BlameAddress(answer, "url")
        ?? BlameAddress(answer, "grpcUrl")
        ?? BlameCapability(answer);

    private static string? BlameAddress(JsonElement answer, string member) =>
        answer.TryGetProperty(member, out var text)
        && !(Uri.TryCreate(text.GetString(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            ? $"$.{member}: \"{text.GetString()}\" is no address; write http://127.0.0.1:PORT"
            : null;

    private static string? BlameCapability(JsonElement answer) =>
        answer.TryGetProperty("capabilities", out var names)
        && names.EnumerateArray().FirstOrDefault(n => !ServerCapabilities.All.ContainsKey(n.GetString()!))
            is { ValueKind: JsonValueKind.String } unknown
            ? $"$.capabilities: \"{unknown.GetString()}\" is none of {string.Join(", ", ServerCapabilities.All.Keys)}"
            : null;
}
