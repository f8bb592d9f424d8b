using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: new content of a text is put behind the old.</summary>
internal sealed class ReplaceAppends : IMutant
{
    public string Name => "replace-appends";

    public string Bug => "appends the text that should replace";

    public ImmutableArray<string> CaughtBy => ["ITM-003"];

    public ChatClientParts Plant(ChatClientParts right) =>
        right.WithEvents(static happening =>
            happening is ItemReplace { Text: { } text }
                ? new TextAppend
                {
                    Seq = happening.Seq,
                    Epoch = happening.Epoch,
                    Turn = happening.Turn,
                    Item = happening.Item,
                    Text = text,
                }
                : happening
        );
}
