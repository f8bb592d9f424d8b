using System.Collections.Immutable;
using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a patch is no whole, so one that fails in its middle leaves half of itself.</summary>
internal sealed class PatchesOneByOne : IMutant
{
    public string Name => "patches-one-by-one";

    public string Bug => "applies the operations of a patch that it can, and skips the others";

    public ImmutableArray<string> CaughtBy => ["ITM-006"];

    public ChatClientParts Plant(ChatClientParts right)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        return right.WithEvents(happening =>
        {
            switch (happening)
            {
                case ItemOpen { Kind: ItemKind.Element, Item: { } item } open:
                    values.TryAdd(item, open.Value);
                    return happening;
                case ElementPatch { Item: { } item } patch when values.TryGetValue(item, out var value):
                    values[item] = AsFarAsPossible(value, patch.Patch);
                    return new ItemReplace
                    {
                        Seq = patch.Seq,
                        Epoch = patch.Epoch,
                        Turn = patch.Turn,
                        Item = item,
                        Value = values[item],
                    };
                default:
                    return happening;
            }
        });
    }

    private static JsonElement AsFarAsPossible(JsonElement value, JsonElement patch)
    {
        foreach (var operation in patch.EnumerateArray())
        {
            var one = JsonSerializer.SerializeToElement(new[] { operation });
            value = JsonPatch.TryApply(value, one, out var patched, out _) ? patched : value;
        }

        return value;
    }
}
