using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: each piece of a tool's output takes the place of the one before.</summary>
public sealed class OutputReplacesOutput : IMutant
{
    /// <inheritdoc/>
    public string Name => "output-replaces-output";

    /// <inheritdoc/>
    public string Bug => "shows only the last piece of a tool's output";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["TOL-009"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Decoder = new StateBug(
                right.Decoder,
                (happening, _, after) =>
                {
                    if (happening is not ToolOutput output || after["items"]?[output.Item!] is not { } call)
                    {
                        return false;
                    }

                    call["output"] = output.Text;
                    return true;
                }
            ),
        };
}
