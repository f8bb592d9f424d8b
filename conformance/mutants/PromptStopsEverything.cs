using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a prompt is modal, so what other agents say behind it is lost.</summary>
public sealed class PromptStopsEverything : IMutant
{
    /// <inheritdoc/>
    public string Name => "prompt-stops-everything";

    /// <inheritdoc/>
    public string Bug => "loses what others say while an approval waits";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["AGT-008"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right)
    {
        var isAsking = false;
        return right with
        {
            Decoder = new EventBug(
                right.Decoder,
                happening =>
                {
                    isAsking = happening is ApprovalRequest || (isAsking && happening is not ApprovalDecision);
                    return isAsking && happening is TextAppend ? null : happening;
                }
            ),
        };
    }
}
