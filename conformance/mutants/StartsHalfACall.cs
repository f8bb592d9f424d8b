using System.Collections.Immutable;
using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: when the stream breaks, arguments that were half said are taken for whole, and the call for ready.</summary>
public sealed class StartsHalfACall : IMutant
{
    /// <inheritdoc/>
    public string Name => "starts-half-a-call";

    /// <inheritdoc/>
    public string Bug => "starts a call with the arguments that it has when the stream breaks";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["TOL-003"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right)
    {
        var isSecond = false;
        var connections = 0;
        return right with
        {
            Decoder = new EventBug(
                right.Decoder,
                happening =>
                {
                    if (!isSecond || happening is not ToolArgs)
                    {
                        return happening;
                    }

                    isSecond = false;
                    return new ToolCall
                    {
                        Seq = happening.Seq,
                        Epoch = happening.Epoch,
                        Turn = happening.Turn,
                        Item = happening.Item,
                        Args = JsonElement.Parse("{}"u8),
                    };
                }
            )
            {
                OnConnection = () => isSecond = ++connections == 2,
            },
        };
    }
}
