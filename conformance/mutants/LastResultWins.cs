using System.Collections.Immutable;
using System.Text.Json.Nodes;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a result is written into its call each time one comes, also into a call that is over.</summary>
public sealed class LastResultWins : IMutant
{
    /// <inheritdoc/>
    public string Name => "last-result-wins";

    /// <inheritdoc/>
    public string Bug => "overwrites the result of a call with a later one";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["TOL-005"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Decoder = new StateBug(
                right.Decoder,
                (happening, _, after) =>
                {
                    if (happening is not ToolResult result || after["items"]?[result.Item!] is not { } call)
                    {
                        return false;
                    }

                    call["result"] = JsonNode.Parse(result.Result.GetRawText());
                    call["status"] = result.IsError ? ItemStatus.Error : ItemStatus.Success;
                    return true;
                }
            ),
        };
}
