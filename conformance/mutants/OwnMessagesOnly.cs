using System.Collections.Concurrent;
using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: the user's messages are shown when they are sent; their echo in the stream is skipped, and with it what another window has sent.</summary>
public sealed class OwnMessagesOnly : IMutant
{
    /// <inheritdoc/>
    public string Name => "own-messages-only";

    /// <inheritdoc/>
    public string Bug => "does not show what the user has said in another window";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["FAN-001", "FAN-002", "FAN-004"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right)
    {
        var sent = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var foreign = new HashSet<string>(StringComparer.Ordinal);
        return right with
        {
            Requests = new RequestBug(right.Requests) { OnMessage = message => sent[message.ClientMessageId] = true },
            Decoder = new EventBug(
                right.Decoder,
                happening =>
                {
                    if (happening is ItemOpen { ClientMessageId: { } id } && !sent.ContainsKey(id))
                    {
                        foreign.Add(happening.Item!);
                    }

                    return happening.Item is { } item && foreign.Contains(item) ? null : happening;
                }
            ),
        };
    }
}
