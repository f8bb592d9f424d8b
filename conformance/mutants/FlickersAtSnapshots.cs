using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a snapshot empties what is on the screen, and the next event draws it anew.</summary>
public sealed class FlickersAtSnapshots : IMutant
{
    /// <inheritdoc/>
    public string Name => "flickers-at-snapshots";

    /// <inheritdoc/>
    public string Bug => "shows nothing for a moment when a snapshot comes";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SNP-001"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right)
    {
        var truth = new Reducer();
        var isBlank = false;
        return right with
        {
            Decoder = new StateBug(
                right.Decoder,
                (happening, _, after) =>
                {
                    truth.Apply(happening);
                    var wasBlank = isBlank;
                    isBlank = happening is Snapshot;
                    if (isBlank)
                    {
                        Blank(after);
                    }
                    else if (wasBlank)
                    {
                        Draw(after, truth.ToStateJson());
                    }

                    return isBlank || wasBlank;
                }
            ),
        };
    }

    private static void Blank(JsonObject state)
    {
        foreach (var (_, item) in (JsonObject)state["items"]!)
        {
            item!["text"] = "";
        }
    }

    private static void Draw(JsonObject state, JsonElement truth)
    {
        state.Clear();
        foreach (var (name, value) in JsonObject.Create(truth)!.ToList())
        {
            state[name] = value?.DeepClone();
        }
    }
}
