using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using StreamBench.Dialects;
using StreamBench.Transports;

namespace StreamBench.Cli.Watching;

/// <summary>The dialects that can be followed: the native one, and those that say where they are served.</summary>
internal static class WatchDialects
{
    internal const string Native = "streambench";

    internal static ImmutableArray<string> Names { get; } =
    [.. DialectList.All.Where(one => one.Name == Native || !one.Endpoints.IsEmpty).Select(one => one.Name)];

    /// <summary>The transports of a dialect, its usual one first.</summary>
    internal static IReadOnlyCollection<string> TransportsOf(Dialect dialect) =>
        dialect.Endpoints.IsEmpty
            ? StreamTransports.Names
            : [.. dialect.Endpoints.Select(endpoint => endpoint.Transport).Distinct(StringComparer.Ordinal)];

    /// <summary>The transport that was asked for, or the usual one; false when the dialect does not have it.</summary>
    internal static bool TryChoose(Dialect dialect, string? asked, [NotNullWhen(true)] out string? transport)
    {
        var all = TransportsOf(dialect);
        transport = asked is null ? all.First() : all.FirstOrDefault(one => one == asked);
        return transport is not null;
    }
}
