using System.Collections.Immutable;
using System.Text;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: each chunk becomes text before chunks are joined. Drops alone never show it, only cuts inside characters do.</summary>
public sealed class TextOfEachChunk : IMutant
{
    /// <inheritdoc/>
    public string Name => "text-of-each-chunk";

    /// <inheritdoc/>
    public string Bug => "decodes each chunk by itself, so a character cut in two becomes two marks";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["FRM-002"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) => right;

    /// <inheritdoc/>
    public HttpMessageHandler PlantBelow(HttpMessageHandler right) =>
        new BytesBug(
            right,
            "text/event-stream",
            () => chunk => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(chunk.Span))
        );
}
