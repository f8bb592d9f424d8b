using System.Collections.Immutable;
using System.Text;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: half a surrogate pair at the edge of a fragment becomes U+FFFD, twice.</summary>
internal sealed class DecodesEachFragment : IMutant
{
    public string Name => "decodes-each-fragment";

    public string Bug => "makes each fragment valid text by itself";

    public ImmutableArray<string> CaughtBy => ["ITM-004"];

    public ChatClientParts Plant(ChatClientParts right) =>
        right.WithEvents(static happening =>
            happening is TextAppend append
                ? append with
                {
                    Text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(append.Text)),
                }
                : happening
        );
}
