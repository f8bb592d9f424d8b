using System.Collections.Immutable;
using System.Text.Json.Nodes;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: prompts live in the connection; with the next one what was asked is gone.</summary>
public sealed class ForgetsPromptOnReconnect : IMutant
{
    /// <inheritdoc/>
    public string Name => "forgets-prompt-on-reconnect";

    /// <inheritdoc/>
    public string Bug => "forgets what it was asked when the stream breaks";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["APR-002", "AGT-008"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right)
    {
        var isFresh = false;
        return right with
        {
            Decoder = new StateBug(
                right.Decoder,
                (_, _, after) =>
                {
                    var hasLost = isFresh && Forget((JsonObject)after["approvals"]!);
                    isFresh = false;
                    return hasLost;
                }
            )
            {
                OnConnection = () => isFresh = true,
            },
        };
    }

    private static bool Forget(JsonObject approvals)
    {
        var pending = approvals.Where(approval => approval.Value!["decision"] is null).Select(a => a.Key).ToList();
        pending.ForEach(id => approvals.Remove(id));
        return pending.Count > 0;
    }
}
