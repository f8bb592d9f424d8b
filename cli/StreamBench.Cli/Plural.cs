using System.Globalization;

namespace StreamBench.Cli;

/// <summary>Counts in sentences: <c>1 turn</c>, <c>2 turns</c>.</summary>
internal static class Plural
{
    internal static string Of(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
