using System.Collections.Immutable;
using StreamBench.Dialects;
using StreamBench.Transports;

namespace StreamBench.Conformance.Speech;

/// <summary>The words for what a client may speak.</summary>
public static class Spoken
{
    /// <summary>Names of transports: those of the native dialect, then what others have besides.</summary>
    public static ImmutableArray<string> Transports { get; } =
    [
        .. StreamTransports
            .Names.Concat(DialectList.All.SelectMany(dialect => dialect.Endpoints.Select(one => one.Transport)))
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Every dialect with its version, as clients declare it: <c>ajo/1</c>.</summary>
    public static ImmutableArray<string> Dialects { get; } = [.. DialectList.All.Select(dialect => dialect.Word)];
}
