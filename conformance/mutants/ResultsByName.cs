using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a result belongs to the oldest open call of its tool, whatever its id says.</summary>
public sealed class ResultsByName : IMutant
{
    /// <inheritdoc/>
    public string Name => "results-by-name";

    /// <inheritdoc/>
    public string Bug => "joins results to calls by the name of the tool";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["TOL-004"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right)
    {
        var open = new List<(string Item, string? Name)>();
        return right with
        {
            Decoder = new EventBug(
                right.Decoder,
                happening =>
                {
                    switch (happening)
                    {
                        case ItemOpen { Kind: ItemKind.Tool } call when !open.Contains((call.Item!, call.Name)):
                            open.Add((call.Item!, call.Name));
                            return call;
                        case ToolResult result:
                            var name = open.Find(call => call.Item == result.Item).Name;
                            var first = open.Find(call => call.Name == name);
                            open.Remove(first);
                            return result with { Item = first.Item ?? result.Item };
                        default:
                            return happening;
                    }
                }
            ),
        };
    }
}
