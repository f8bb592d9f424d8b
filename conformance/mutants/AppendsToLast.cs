using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: fragments go to the end of the conversation, whatever item and turn they name.</summary>
internal sealed class AppendsToLast : IMutant
{
    public string Name => "appends-to-last";

    public string Bug => "appends every fragment to the item that was opened last";

    public ImmutableArray<string> CaughtBy => ["TRN-002", "TRN-003"];

    public ChatClientParts Plant(ChatClientParts right)
    {
        (string? Turn, string? Item) last = default;
        return right.WithEvents(happening =>
        {
            switch (happening)
            {
                case ItemOpen { Kind: ItemKind.Text }:
                    last = (happening.Turn, happening.Item);
                    return happening;
                case TextAppend append when last.Item is not null:
                    return append with { Turn = last.Turn, Item = last.Item, Offset = null };
                default:
                    return happening;
            }
        });
    }
}
