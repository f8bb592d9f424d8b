using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a result looks for its call when it arrives; where there is none yet, it is thrown away.</summary>
public sealed class LoneResultIsLost : IMutant
{
    /// <inheritdoc/>
    public string Name => "lone-result-is-lost";

    /// <inheritdoc/>
    public string Bug => "throws a result away that comes before its call";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["TOL-002"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right)
    {
        var called = new HashSet<string>(StringComparer.Ordinal);
        return right with
        {
            Decoder = new EventBug(
                right.Decoder,
                happening =>
                {
                    if (happening is ToolCall)
                    {
                        called.Add(happening.Item!);
                    }

                    return happening is ToolResult && !called.Contains(happening.Item!) ? null : happening;
                }
            ),
        };
    }
}
