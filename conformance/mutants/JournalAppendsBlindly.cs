using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: each line of the journal that is new by its seq goes to the end, whatever its number.</summary>
public sealed class JournalAppendsBlindly : IMutant
{
    /// <inheritdoc/>
    public string Name => "journal-appends-blindly";

    /// <inheritdoc/>
    public string Bug => "writes a line of the journal twice that the server says twice";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["AGT-007"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right)
    {
        var numbers = new Dictionary<long, int>();
        return right with
        {
            Decoder = new EventBug(
                right.Decoder,
                happening =>
                {
                    if (happening is not JournalLine line)
                    {
                        return happening;
                    }

                    numbers.TryAdd(line.Seq, numbers.Count + 1);
                    return line with { N = numbers[line.Seq] };
                }
            ),
        };
    }
}
