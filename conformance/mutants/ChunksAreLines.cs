using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: whatever one read brings is a line.</summary>
public sealed class ChunksAreLines : IMutant
{
    /// <inheritdoc/>
    public string Name => "chunks-are-lines";

    /// <inheritdoc/>
    public string Bug => "takes each chunk for whole lines";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["FRM-012"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) => right;

    /// <inheritdoc/>
    public HttpMessageHandler PlantBelow(HttpMessageHandler right) =>
        new BytesBug(right, "application/x-ndjson", () => chunk => [.. chunk.Span, (byte)'\n']);
}
