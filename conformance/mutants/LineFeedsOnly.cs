using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a CR is a letter like any other.</summary>
public sealed class LineFeedsOnly : IMutant
{
    /// <inheritdoc/>
    public string Name => "line-feeds-only";

    /// <inheritdoc/>
    public string Bug => "knows LF as the end of a line and nothing else";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["FRM-001", "FRM-002", "FRM-003"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) => right;

    /// <inheritdoc/>
    public HttpMessageHandler PlantBelow(HttpMessageHandler right) =>
        new BytesBug(
            right,
            "text/event-stream",
            () => chunk => [.. chunk.ToArray().Select(one => one == (byte)'\r' ? (byte)'~' : one)]
        );
}
