using System.Collections.Immutable;
using StreamBench.Conformance.Speech;
using StreamBench.Yaml;

namespace StreamBench.Cli.Conforming;

/// <summary>Names of transports from the command line: <c>sse,ws</c>.</summary>
internal static class TransportList
{
    internal static bool TryRead(string? text, out ImmutableArray<string> names, out string? problem)
    {
        names = [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        var unknown = names.FirstOrDefault(name => !Spoken.Transports.Contains(name, StringComparer.Ordinal));
        problem = unknown is null
            ? null
            : $"--transport: there is no transport \"{Printable.Of(unknown)}\"{Suggestion.For(unknown, Spoken.Transports)}; "
                + $"choose from {string.Join(", ", Spoken.Transports)}";
        return problem is null;
    }
}
