using System.Collections.Immutable;
using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: the arguments are parsed when the call is complete, and where that throws, the event is gone.</summary>
public sealed class ChokesOnBadArguments : IMutant
{
    /// <inheritdoc/>
    public string Name => "chokes-on-bad-arguments";

    /// <inheritdoc/>
    public string Bug => "loses the end of a call whose arguments are no JSON";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["TOL-007"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        return right with
        {
            Decoder = new EventBug(
                right.Decoder,
                happening =>
                {
                    if (happening is ToolArgs args)
                    {
                        texts[args.Item!] = texts.GetValueOrDefault(args.Item!, "") + args.Text;
                    }

                    return happening is ToolCall && !IsJson(texts.GetValueOrDefault(happening.Item!))
                        ? null
                        : happening;
                }
            ),
        };
    }

    private static bool IsJson(string? text)
    {
        try
        {
            _ = text is null ? default : JsonElement.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
