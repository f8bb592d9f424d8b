using StreamBench.Conformance.Servers.Reaching;
using StreamBench.Yaml;

namespace StreamBench.Cli.Commands;

/// <summary>Names of what a server can do, with commas between them.</summary>
internal static class CapabilityList
{
    internal static bool TryRead(string? text, out string[]? names, out string? problem)
    {
        names = text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var unknown = names?.FirstOrDefault(name => !ServerCapabilities.All.ContainsKey(name));
        problem = unknown is null
            ? null
            : $"--capabilities: \"{Printable.Of(unknown)}\" is none of {string.Join(", ", ServerCapabilities.All.Keys)}"
                + Suggestion.For(unknown, ServerCapabilities.All.Keys);
        return problem is null;
    }
}
