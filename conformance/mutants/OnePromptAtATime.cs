using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: there is room for one prompt, so a second one that comes meanwhile is never shown.</summary>
public sealed class OnePromptAtATime : IMutant
{
    /// <inheritdoc/>
    public string Name => "one-prompt-at-a-time";

    /// <inheritdoc/>
    public string Bug => "drops an approval that is asked for while another one waits";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["APR-009"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right)
    {
        string? shown = null;
        return right with
        {
            Decoder = new EventBug(
                right.Decoder,
                happening =>
                {
                    switch (happening)
                    {
                        case ApprovalDecision decision when decision.Approval == shown:
                            shown = null;
                            return decision;
                        case ApprovalRequest request when shown is null || shown == request.Approval:
                            shown = request.Approval;
                            return request;
                        case ApprovalRequest:
                            return null;
                        default:
                            return happening;
                    }
                }
            ),
        };
    }
}
