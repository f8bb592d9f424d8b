using System.Collections.Immutable;
using System.Text;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a line that begins with a colon is taken for data.</summary>
public sealed class CommentsAreData : IMutant
{
    /// <inheritdoc/>
    public string Name => "comments-are-data";

    /// <inheritdoc/>
    public string Bug => "shows keep-alive comments as messages";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["FRM-001", "FRM-005"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) => right;

    /// <inheritdoc/>
    public HttpMessageHandler PlantBelow(HttpMessageHandler right) =>
        new BytesBug(
            right,
            "text/event-stream",
            () =>
                chunk =>
                    Encoding.Latin1.GetBytes(
                        Encoding
                            .Latin1.GetString(chunk.Span)
                            .Replace("\n:", "\ndata:", StringComparison.Ordinal)
                            .Replace("\r:", "\rdata:", StringComparison.Ordinal)
                    )
        );
}
