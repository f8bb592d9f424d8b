using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a delta goes to the item that was opened last, since there is only one speaker at a time.</summary>
public sealed class AppendsToLastItem : IMutant
{
    /// <inheritdoc/>
    public string Name => "appends-to-last-item";

    /// <inheritdoc/>
    public string Bug => "appends text to the newest item, whoever speaks";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["AGT-002", "AGT-006"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right)
    {
        string? newest = null;
        return right with
        {
            Decoder = new EventBug(
                right.Decoder,
                happening =>
                {
                    if (happening is ItemOpen { Kind: ItemKind.Text or ItemKind.Reasoning })
                    {
                        newest = happening.Item;
                    }

                    return happening is TextAppend append ? append with { Item = newest } : happening;
                }
            ),
        };
    }
}
